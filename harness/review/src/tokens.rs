//! A source file as one flat list of tokens, groups opened and closed in place.
//!
//! Flat, because a submission may nest as deep as it likes: nothing here calls itself.

use std::ops::Range;

use proc_macro2::{Delimiter, Spacing, Span, TokenStream, TokenTree, token_stream};

/// What some editors put before everything else.
pub(crate) const BYTE_ORDER_MARK: char = '\u{feff}';

/// One token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// An identifier or a keyword, without `r#`.
    Word { text: String, raw: bool },
    /// One character of punctuation, and whether the next one belongs to it.
    Punct { char: char, joint: bool },
    /// A string, a number, a character, the text of a doc comment, the name of a lifetime.
    Literal,
    /// `(`, `[` or `{`.
    Open(Delimiter),
    /// The end of that group.
    Close(Delimiter),
}

/// A token, and where it is.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    pub(crate) token: Token,
    /// How many groups enclose it. The ends of a group count as outside.
    pub(crate) depth: usize,
    /// Lines and bytes are looked up when asked for: it costs more than reading the token.
    span: Span,
}

/// The tokens of one file.
#[derive(Debug)]
pub(crate) struct Tokens {
    all: Vec<Placed>,
}

impl Tokens {
    /// Reads a file; the error is the line that cannot be read. Positions do not count a byte order mark.
    pub(crate) fn read(text: &str) -> Result<Tokens, usize> {
        let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
        let stream: TokenStream = text.parse().map_err(|error: proc_macro2::LexError| error.span().start().line)?;
        let all = flatten(stream);
        Ok(Tokens { all })
    }

    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    pub(crate) fn line(&self, index: usize) -> usize {
        self.all.get(index).map_or(0, |placed| placed.span.start().line)
    }

    pub(crate) fn depth(&self, index: usize) -> usize {
        self.all.get(index).map_or(0, |placed| placed.depth)
    }

    pub(crate) fn get(&self, index: usize) -> Option<&Token> {
        self.all.get(index).map(|placed| &placed.token)
    }

    pub(crate) fn bytes(&self, index: usize) -> Range<usize> {
        self.all.get(index).map_or(0..0, |placed| placed.span.byte_range())
    }

    /// The identifier or keyword there.
    pub(crate) fn word(&self, index: usize) -> Option<&str> {
        match self.get(index) {
            Some(Token::Word { text, .. }) => Some(text),
            _ => None,
        }
    }

    /// The keyword there: an identifier that is not raw.
    pub(crate) fn keyword(&self, index: usize) -> Option<&str> {
        match self.get(index) {
            Some(Token::Word { text, raw: false }) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn is_punct(&self, index: usize, wanted: char) -> bool {
        matches!(self.get(index), Some(Token::Punct { char, .. }) if *char == wanted)
    }

    /// Whether `::` begins there.
    pub(crate) fn is_path_separator(&self, index: usize) -> bool {
        matches!(self.get(index), Some(Token::Punct { char: ':', joint: true })) && self.is_punct(index + 1, ':')
    }

    /// Whether a macro's `!` stands there, and not the beginning of `!=`.
    pub(crate) fn is_bang(&self, index: usize) -> bool {
        match self.get(index) {
            Some(Token::Punct { char: '!', joint }) => !(*joint && self.is_punct(index + 1, '=')),
            _ => false,
        }
    }

    pub(crate) fn opens(&self, index: usize, wanted: Delimiter) -> bool {
        self.get(index) == Some(&Token::Open(wanted))
    }

    /// The index just past the end of the group that opens there.
    pub(crate) fn past_group(&self, open: usize) -> usize {
        let depth = self.depth(open);
        let is_end = |index: &usize| matches!(self.get(*index), Some(Token::Close(_))) && self.depth(*index) == depth;
        (open + 1..self.len()).find(is_end).map_or(self.len(), |close| close + 1)
    }

    /// The deepest nesting of the file, and its line.
    pub(crate) fn deepest(&self) -> Option<(usize, usize)> {
        let deepest = self.all.iter().max_by_key(|placed| placed.depth)?;
        Some((deepest.depth, deepest.span.start().line))
    }
}

fn flatten(stream: TokenStream) -> Vec<Placed> {
    let mut all = Vec::new();
    let mut open: Vec<(token_stream::IntoIter, Delimiter, Span)> = Vec::new();
    let mut current = stream.into_iter();
    loop {
        match current.next() {
            Some(TokenTree::Group(group)) => {
                let delimiter = group.delimiter();
                all.push(placed(Token::Open(delimiter), group.span_open(), open.len()));
                let inner = std::mem::replace(&mut current, group.stream().into_iter());
                open.push((inner, delimiter, group.span_close()));
            }
            // What follows a lone quote is the name of a lifetime: `'static` is not the keyword.
            Some(TokenTree::Ident(ident)) if follows_quote(&all) => {
                all.push(placed(Token::Literal, ident.span(), open.len()))
            }
            Some(TokenTree::Ident(ident)) => {
                let text = ident.to_string();
                let raw = text.strip_prefix("r#");
                let word = Token::Word { text: raw.unwrap_or(&text).to_owned(), raw: raw.is_some() };
                all.push(placed(word, ident.span(), open.len()));
            }
            Some(TokenTree::Punct(punct)) => {
                let token = Token::Punct { char: punct.as_char(), joint: punct.spacing() == Spacing::Joint };
                all.push(placed(token, punct.span(), open.len()));
            }
            Some(TokenTree::Literal(literal)) => all.push(placed(Token::Literal, literal.span(), open.len())),
            None => match open.pop() {
                Some((outer, delimiter, close)) => {
                    current = outer;
                    all.push(placed(Token::Close(delimiter), close, open.len()));
                }
                None => return all,
            },
        }
    }
}

fn follows_quote(before: &[Placed]) -> bool {
    matches!(before.last(), Some(Placed { token: Token::Punct { char: '\'', .. }, .. }))
}

fn placed(token: Token, span: Span, depth: usize) -> Placed {
    Placed { token, depth, span }
}
