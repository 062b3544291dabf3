//! The interviewer's ear: which of a kata's clarifications a candidate's question asks for.
//!
//! ```
//! use kata_catalog::{Interview, Question};
//! use kata_interviewer::{Interviewer, Reply};
//!
//! let durable = Question {
//!     question: "Must the lot survive a restart?".to_owned(),
//!     answer: "No. It lives in memory.".to_owned(),
//!     also: vec!["Is the state written to a database?".to_owned()],
//!     about: vec!["restart|durable".to_owned()],
//!     stated: false,
//! };
//! let interviewer = Interviewer::new(&[durable], &Interview::default());
//! assert_eq!(interviewer.ask("does the state survive a reboot?"), Reply::Answer { clarification: 0 });
//! assert_eq!(interviewer.ask("may I restart the interview?"), Reply::Which { candidates: vec![0] });
//! assert_eq!(interviewer.ask("may I take notes?"), Reply::Yours);
//! ```
//!
//! An answer to a question that was not asked is worse than none, so a question has to pass four gates before it is answered:
//!
//! 1. **Mentioned.** It names everything that the clarification is *about* (`kata.toml`), in some word for it: ending, synonym and typo aside. Where
//!    it has words enough, each thing has a word of its own.
//! 2. **Covered.** What else it says are words of that clarification's phrasings. A word that only other clarifications use counts more against it
//!    than one that nobody uses, and a single one that tells (`printed`, `refund`; not `still`, `another`) is enough for a doubt.
//! 3. **Of a kind.** How many, how long or how often is asked only of a clarification that is asked for an amount by itself.
//! 4. **Nearest.** By BM25, over all phrasings of the kata, no other clarification and none of the questions that are the candidate's own to decide
//!    is nearer.
//!
//! Where two pass that are about as near, or one passes the first gate and hardly the others, the interviewer asks back, and says no answer. So
//! it does where something is not mentioned, but the question is much like one that it knows. It names three clarifications at most.
//!
//! It prints nothing, reads no file, and gives the same reply to the same question each time. Which sentence is said is [`words`]' business; whether
//! a kata's phrasings are understood, [`proof`]'s.

mod english;
mod index;
mod interviewer;
mod lexicon;
pub mod proof;
mod text;
mod topic;
mod weights;
mod words;

pub use interviewer::{Interviewer, Reply};
pub use words::words;
