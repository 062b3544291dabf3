//! CS.account_bad: deposit, withdrawal and audit in any order under one lock; the audit expects a wrong balance, so it
//! fails once it comes last.
//!
//! outcome: failed

use std::sync::Mutex;
use std::thread;

struct Account {
    balance: i32,
    deposited: bool,
    withdrawn: bool,
}

pub fn scenario() {
    let (opening, deposit, withdrawal) = (1, 2, 4);
    let account = Mutex::new(Account { balance: opening, deposited: false, withdrawn: false });
    thread::scope(|scope| {
        scope.spawn(|| {
            let account = account.lock().unwrap();
            if account.deposited && account.withdrawn {
                assert_eq!(account.balance, opening - deposit - withdrawal);
            }
        });
        scope.spawn(|| {
            let mut account = account.lock().unwrap();
            account.balance += deposit;
            account.deposited = true;
        });
        scope.spawn(|| {
            let mut account = account.lock().unwrap();
            account.balance -= withdrawal;
            account.withdrawn = true;
        });
    });
}
