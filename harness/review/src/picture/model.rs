//! Nodes, edges, and what they say.

/// What one would draw on the whiteboard.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// The boxes, in the order of the source.
    pub nodes: Vec<Node>,
    /// The arrows, in the order of the source.
    pub edges: Vec<Edge>,
}

/// A box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its name, unique in the picture.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// What it means to the kata, if anything.
    pub mark: Option<Mark>,
}

/// What a box is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A struct.
    Struct,
    /// An enum.
    Enum,
    /// A trait, of the learner's or of the kata's.
    Trait,
    /// The type of a function: a seam that is a `dyn Fn`.
    Signature,
    /// A function that is a policy.
    Function,
}

/// What a box means to the kata.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The trait that the learner implements for the outside to call.
    Driver,
    /// A trait that stands for the outside world.
    Port,
    /// A trait of the learner's behind a field of `Seams`.
    Seam,
    /// `Seams`: the composition root.
    Root,
}

impl Mark {
    /// The word in the picture.
    pub fn word(self) -> &'static str {
        match self {
            Mark::Driver => "driver",
            Mark::Port => "port",
            Mark::Seam => "seam",
            Mark::Root => "root",
        }
    }
}

/// An arrow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The box that it leaves.
    pub from: String,
    /// The box that it reaches.
    pub to: String,
    /// What it says.
    pub link: Link,
}

/// What an arrow says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// A type, or a function, implements a trait.
    Implements,
    /// A type holds another one.
    Holds(How),
    /// A field of `Seams` holds a seam: the name of the role.
    Offers(String),
    /// Messages of this type are received there.
    Feeds,
}

/// How a type holds another one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct How {
    /// Behind a lock: `Mutex`, `RwLock`, `RefCell`.
    pub lock: Option<String>,
    /// By a channel.
    pub channel: bool,
    /// Any number of them.
    pub many: bool,
    /// One or none.
    pub optional: bool,
    /// Together with others, or by a reference: not its own.
    pub shared: bool,
}

impl How {
    /// How something is held through these wrappers, outermost first.
    pub(crate) fn through(wrappers: &[String]) -> How {
        let mut how = How::default();
        for wrapper in wrappers {
            match wrapper.as_str() {
                "Mutex" | "RwLock" | "RefCell" | "Cell" | "OnceLock" | "LazyLock" => {
                    how.lock.get_or_insert_with(|| wrapper.clone());
                }
                "Sender" | "SyncSender" | "Receiver" => how.channel = true,
                "Vec" | "VecDeque" | "HashMap" | "BTreeMap" | "HashSet" | "BTreeSet" | "BinaryHeap" | "[]" => {
                    how.many = true;
                }
                "Option" => how.optional = true,
                "Arc" | "Rc" | "Weak" | "&" => how.shared = true,
                _ => {}
            }
        }
        how
    }

    /// As words, apart from the name: `Mutex, many`. Empty where it is simply held.
    pub fn words(&self) -> String {
        let words = [
            self.lock.as_deref(),
            self.channel.then_some("channel"),
            self.many.then_some("many"),
            (self.optional && !self.many).then_some("or none"),
        ];
        words.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

impl Picture {
    /// The box of this name.
    pub fn node(&self, name: &str) -> Option<&Node> {
        self.nodes.iter().find(|node| node.name == name)
    }

    /// The arrows that leave a box.
    pub fn from<'p>(&'p self, name: &'p str) -> impl Iterator<Item = &'p Edge> {
        self.edges.iter().filter(move |edge| edge.from == name)
    }

    /// The arrows that reach a box.
    pub fn to<'p>(&'p self, name: &'p str) -> impl Iterator<Item = &'p Edge> {
        self.edges.iter().filter(move |edge| edge.to == name)
    }
}
