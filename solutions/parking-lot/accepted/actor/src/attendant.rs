//! The attendant: the one thread that touches the register.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use parking_lot_api::{
    Availability, Config, ExitError, LotEvent, LotObserver, ParkError, Ports, Receipt, ServiceError, SpotId, Ticket,
    TicketId, Vehicle,
};

use crate::crier::{Crier, News};
use crate::register::Register;
use crate::seams::Allocation;

/// What the attendant can be asked for, each with the envelope for the answer.
pub(crate) enum Request {
    Park(Vehicle, Reply<Result<Ticket, ParkError>>),
    BeginPayment(TicketId, Reply<Result<Ticket, ExitError>>),
    Paid(Receipt, Reply<()>),
    NotPaid(TicketId, Option<LotEvent>, Reply<()>),
    Availability(Reply<Availability>),
    Observe(Arc<dyn LotObserver>, Reply<()>),
    SetInService(SpotId, bool, Reply<Result<(), ServiceError>>),
}

/// The envelope for an answer. A handler that panicked puts its panic in, for the caller who caused it.
pub(crate) type Reply<T> = Sender<thread::Result<T>>;

/// Where requests are posted. When the last one is dropped, the attendant goes home.
pub(crate) struct Mailbox(Sender<Request>);

impl Mailbox {
    /// Posts a request and waits for the answer.
    pub(crate) fn ask<T>(&self, request: impl FnOnce(Reply<T>) -> Request) -> T {
        let (reply, answer) = channel();
        self.0.send(request(reply)).expect("the attendant works as long as there is a mailbox");
        let answer = answer.recv().expect("the attendant answers each request");
        answer.unwrap_or_else(|panic| resume_unwind(panic))
    }
}

/// Hires an attendant.
pub(crate) fn hire(config: &Config, ports: &Ports, allocation: Box<dyn Allocation>) -> Mailbox {
    let (mailbox, requests) = channel();
    let register = Register::new(config);
    let attendant = Attendant { register, allocation, ports: ports.clone(), crier: Crier::hire() };
    thread::Builder::new()
        .name("attendant".into())
        .spawn(move || attendant.work(requests))
        .expect("the lot can start a thread");
    Mailbox(mailbox)
}

struct Attendant {
    register: Register,
    allocation: Box<dyn Allocation>,
    ports: Ports,
    crier: Crier,
}

impl Attendant {
    fn work(mut self, requests: Receiver<Request>) {
        for request in requests {
            self.handle(request);
        }
    }

    fn handle(&mut self, request: Request) {
        match request {
            Request::Park(vehicle, reply) => answer(&reply, || self.park(vehicle)),
            Request::BeginPayment(id, reply) => answer(&reply, || self.register.begin_payment(id)),
            Request::Paid(receipt, reply) => answer(&reply, || {
                self.register.paid(receipt.ticket.id);
                self.crier.tell(News::Event(LotEvent::Left(receipt)));
            }),
            Request::NotPaid(id, event, reply) => answer(&reply, || {
                self.register.not_paid(id);
                event.into_iter().for_each(|event| self.crier.tell(News::Event(event)));
            }),
            Request::Availability(reply) => answer(&reply, || self.register.availability()),
            Request::Observe(observer, reply) => answer(&reply, || self.crier.tell(News::Observer(observer))),
            Request::SetInService(spot, in_service, reply) => {
                answer(&reply, || self.register.set_in_service(spot, in_service));
            }
        }
    }

    fn park(&mut self, vehicle: Vehicle) -> Result<Ticket, ParkError> {
        let ticket = self.register.park(vehicle, self.ports.clock.now(), &*self.allocation)?;
        self.crier.tell(News::Event(LotEvent::Parked(ticket.clone())));
        Ok(ticket)
    }
}

/// A caller who is gone needs no answer.
fn answer<T>(reply: &Reply<T>, work: impl FnOnce() -> T) {
    let _ = reply.send(catch_unwind(AssertUnwindSafe(work)));
}
