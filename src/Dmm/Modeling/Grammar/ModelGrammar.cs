namespace Dmm.Modeling.Grammar;

/// <summary>The model language: every key, its meaning and what may stand under it, declared once.</summary>
/// <remarks>The loader checks files against it, the JSON Schema is written from it, and docs/model-language.md is its prose.</remarks>
internal static class ModelGrammar
{
    private static readonly Key Source = new("source", Forms.Text, "Source",
        "Where the fact comes from: data sheet and section, or driver and function. Give one for each fact that is not obvious.");

    private static readonly Key Title = new("title", Forms.Text, "Title", "A few words for people; shown in reports.");

    private static readonly Key Because = new("because", Forms.Text, "Reason", "Why, in words; shown when it fails.", Required: true);

    private static readonly Shape Names = new ListShape(Forms.Mention, orSingle: true, 64);

    /// <summary>The words for how a register or field behaves.</summary>
    public static readonly Shape Access = new ListShape(new ChoiceShape(
        ("r", "read only"),
        ("w", "write only"),
        ("rw", "reads give what was written last"),
        ("w1c", "writing 1 to a bit clears it, 0 leaves it"),
        ("w1s", "writing 1 to a bit sets it, 0 leaves it"),
        ("read-to-clear", "a read gives the value and clears it"),
        ("self-clearing", "the device clears it when the work is done"),
        ("hardware-set", "the device changes it on its own"),
        ("read-resets", "a read resets the device"),
        ("stream", "a window onto a stream of data; its value is not kept")), orSingle: true);

    private static readonly Shape Identity = new RecordShape("the identities of the device",
        new Key("pci", new ListShape(Forms.PciId), "PCI identities", "vendor:device of every device that this model describes: [10ec:8029]"),
        new Key("isa", new ListShape(new NumberShape(0, 0xffff)), "ISA bases", "Port bases where such a device may sit: [0x300, 0x280]"));

    private static readonly Shape Region = new RecordShape("a region",
        new Key("space", new ChoiceShape(("port", "I/O ports"), ("memory", "memory-mapped registers")), "Space", "How the region is reached.", Required: true),
        new Key("bar", new NumberShape(0, 5), "BAR", "The PCI base address register that places the region."),
        new Key("size", new NumberShape(1, 1 << 20), "Size", "Bytes of the region that the model describes, at most 1 MiB.", Required: true),
        new Key("spans", new ListShape(new NumberShape(2, 8, 2, 4, 8), orSingle: true), "Spans", "Sizes in which one access may cover several registers: it is then made register by register. Left out, such an access is denied."),
        new Key("read_spans", new ListShape(new NumberShape(2, 8, 2, 4, 8), orSingle: true), "Spans of reads", "Sizes in which a read may cover several registers, where a write may not."),
        new Key("same_as", Forms.Name, "Same registers as", "Another region through which the same registers are reached."),
        Source);

    private static readonly Shape Field = new EitherShape(Forms.Bits, new RecordShape("a field with details",
        new Key("bits", Forms.Bits, "Bits", "A bit (6) or a range with both ends (3..5).", Required: true),
        new Key("access", Access, "Access", "How the field behaves where it differs from its register."),
        new Key("values", new MapShape("a name", Forms.NamePattern, Forms.Bytes), "Named values", "Names for values of the field, usable in expressions: { read: 1, write: 2 }"),
        new Key("no_command", Forms.Name, "No command", "Other values of the field are commands; this named value commands nothing. The monitor writes this one when it selects a bank or restores the register."),
        Title, Source));

    private static readonly Shape Readback = new RecordShape("where to read it back",
        new Key("at", new ListShape(Forms.Place, orSingle: true), "Place", "Where the register can be read, when that is not where it is written.", Required: true),
        new Key("page", new NumberShape(0, 255), "Page", "The bank in which it can be read there."));

    private static readonly Shape Register = new RecordShape("a register",
        new Key("at", new ListShape(Forms.Place, orSingle: true), "Place", "Region and offset (io+0x05). A list or a range of places is assembled into one register, lowest bits first.", Required: true),
        new Key("page", new ListShape(new IndexShape(new NumberShape(0, 255)), orSingle: true, ListShape.MaxFew), "Page", "The bank or banks in which the register is there; in a row across banks \"{index}\"; needed where 'paging' covers its place."),
        new Key("size", new ListShape(new NumberShape(1, 8, 1, 2, 4, 8), orSingle: true), "Size", "Bytes at each place: 1, 2, 4 or 8. A stream may list several."),
        new Key("access", Access, "Access", "How the register behaves; rw when left out."),
        new Key("reset", Forms.Bytes, "Reset value", "Its value after power-on and after a reset event. Left out: it begins as 0, and a reset event leaves it alone."),
        new Key("survives_reset", Forms.Flag, "Survives a reset", "True when a reset event leaves it alone; a hand-off does not write it again for such a reset."),
        new Key("fields", new MapShape("a name", Forms.NamePattern, Field), "Fields", "Names for its bits: { STP: 0, RD: 3..5 }"),
        new Key("readback", Readback, "Read back", "Where a register that is write-only at its place can be read."),
        new Key("parts", new ListShape(new NumberShape(1, 4, 1, 2, 4), orSingle: true), "Parts", "Smaller sizes in which a part of a place may be accessed too; left out, an access has the size of a place, and any other is denied."),
        new Key("count", new NumberShape(1, 128), "Count", "How many such registers there are in a row; NAME0 is the first."),
        new Key("stride", new NumberShape(0, 4096), "Stride", "Bytes from one register of a row to the next; those of the register when left out, and 0 for a row across banks."),
        Title, Source);

    private static readonly Shape Harmless = new RecordShape("places at which accesses are harmless",
        new Key("reads", new ListShape(Forms.Bare, orSingle: true), "Reads", "Where a read changes nothing and shows nothing of another guest, in whatever size: io+0x53, [io+0x80..0xd7, csr[6..7]]"),
        new Key("writes", new ListShape(Forms.Bare, orSingle: true), "Writes", "Where the device ignores a write, in whatever size."),
        new Key("page", new ListShape(new NumberShape(0, 255), orSingle: true, ListShape.MaxFew), "Page", "The bank or banks in which that is so; needed where 'paging' covers a place."),
        new Key("size", new ListShape(new NumberShape(1, 8, 1, 2, 4, 8), orSingle: true), "Size", "Bytes of such an access; any when left out."),
        Title,
        new Key("source", Forms.Text, "Source", "Who says that it is harmless: data sheet and section, and the emulator where there is one.", Required: true));

    private static readonly Shape Window = new RecordShape("a window",
        new Key("space", new ChoiceShape(("card", "memory on the device"), ("guest", "the guest's memory")), "Space", "Whose memory it is.", Required: true),
        new Key("at", Forms.Bytes, "Start", "First address, as the device counts. Not for guest windows, whose place is known at run time."),
        new Key("size", Forms.Bytes, "Size", "Bytes. Not for guest windows."),
        Title, Source);

    private static readonly Shape Transition = new RecordShape("a transition",
        new Key("from", Names, "From", "The state or states it leaves, or 'any'.", Required: true),
        new Key("to", Forms.Name, "To", "The state it enters.", Required: true),
        new Key("on", new ListShape(Forms.Event, orSingle: true, ListShape.MaxFew), "Event", "What sets it off: write CR, read RESET, observe ISR, interrupt, reset.", Required: true),
        new Key("when", Forms.Expression, "Guard", "Is it this transition? Sees the written register with its new value; old(REG) is the value before."),
        new Key("check", Names, "Checks", "Which checks must pass, or the access is denied."),
        new Key("do", new ListShape(Forms.Effect, orSingle: true), "Effects", "What else it changes: set TXP_SEEN = 1, mark loaded at RSAR length RBCR."),
        Source);

    /// <summary>The transitions of a machine.</summary>
    public static readonly ListShape Transitions = new(Transition);

    private static readonly Shape State = new RecordShape("a state",
        new Key("reusable", Forms.Flag, "Reusable", "True when the device may be handed over while the machine is here."),
        Title, Source);

    private static readonly Shape Machine = new RecordShape("a machine",
        new Key("initial", Forms.Name, "Initial state", "Where it begins, and where a reset of the whole device puts it.", Required: true),
        new Key("states", new MapShape("a name", Forms.NamePattern, State), "States", "The states by name: { idle: { reusable: true }, sending: {} }", Required: true),
        new Key("transitions", Transitions, "Transitions", "At most one may fire on an event; their order does not matter.", Required: true),
        new Key("count", new NumberShape(1, 16), "Count", "How many such machines there are side by side, NAME0 the first; {index} in their texts is the number."),
        Title, Source);

    private static readonly Shape Rule = new RecordShape("a rule",
        new Key("on", new ListShape(Forms.Event, orSingle: true, ListShape.MaxFew), "Event", "What sets it off.", Required: true),
        new Key("when", Forms.Expression, "Guard", "Is it this rule?"),
        new Key("check", Names, "Checks", "Which checks must pass, or the access is denied."),
        new Key("do", new ListShape(Forms.Effect, orSingle: true), "Effects", "What it changes."),
        Source);

    private static readonly Shape Reset = new RecordShape("an access that resets the device",
        new Key("on", new ListShape(Forms.Event, orSingle: true, ListShape.MaxFew), "Access", "The access: write CTRL, read RESET.", Required: true),
        new Key("when", Forms.Expression, "Guard", "Of a write: whether what is written resets the device; always when left out."),
        Source);

    private static readonly Shape Wrap = new RecordShape("where it wraps",
        new Key("at", Forms.Expression, "Where", "The address at which the device wraps.", Required: true),
        new Key("to", Forms.Expression, "To", "Where it goes on.", Required: true));

    private static readonly Shape Check = new RecordShape("a check",
        new Key("holds", Forms.Expression, "Condition", "Must be true. Not together with 'dma'."),
        new Key("dma", new ChoiceShape(("read", "the device reads the memory"), ("write", "the device writes the memory")), "DMA", "The direction of a DMA, seen from the device."),
        new Key("at", Forms.Expression, "Address", "Where the DMA begins."),
        new Key("length", Forms.Expression, "Length", "How many bytes it moves."),
        new Key("within", Names, "Windows", "The DMA must lie in one of these as a whole."),
        new Key("wraps", Wrap, "Wrap", "A ring: past 'at' the device goes on at 'to'."),
        new Key("empty", new ChoiceShape(("denied", "a length of 0 is refused"), ("allowed", "a length of 0 moves nothing and is fine")), "Empty", "What a length of 0 means; denied when left out."),
        new Key("position", Forms.Name, "Position", "Where the guest moves the data itself, through a stream: the register by which the device shows the address that is next."),
        new Key("count", new NumberShape(1, 64), "Count", "How many such checks there are, one for each of a row; NAME0 is the first."),
        new Key("walk", Forms.Mention, "Walk", "The descriptor structure whose newly given entries are judged one by one; expressions then speak of its fields."),
        new Key("where", Forms.Expression, "Where", "With 'walk': the entries that are judged; all when left out."),
        Because, Source);

    /// <summary>A field of an entry of a descriptor structure.</summary>
    public static readonly RecordShape DescriptorField = new RecordShape("a field of a descriptor",
        new Key("at", new NumberShape(0, 4095), "Offset", "Bytes from the start of the entry.", Required: true),
        new Key("size", new NumberShape(1, 8, 1, 2, 4, 8), "Size", "Bytes of the word that holds it.", Required: true),
        new Key("bits", Forms.Bits, "Bits", "Which bits of that word; all when left out."),
        new Key("keep", Forms.Mention, "Keep", "The variable that gets the value when a walk passes; of several entries the last one wins."),
        new Key("count", new NumberShape(1, 64), "Count", "How many such fields there are in a row; NAME0 is the first."),
        new Key("stride", new NumberShape(1, 4096), "Stride", "Bytes from one field of a row to the next; those of its word when left out."),
        Source);

    private static readonly Shape Remembered = new RecordShape("what is remembered of an entry",
        new Key("set", Forms.Name, "Variable", "The variable that gets the value.", Required: true),
        new Key("to", Forms.Expression, "Value", "The value, of the fields of the entry and of what the entries before it left.", Required: true),
        new Key("where", Forms.Expression, "Where", "The entries that count; all when left out. Of several the last one wins."),
        new Key("unless", new RecordShape("a range of memory",
            new Key("at", Forms.Expression, "Address", "Where the range begins.", Required: true),
            new Key("length", Forms.Expression, "Length", "How many bytes it has.", Required: true),
            new Key("within", Names, "Windows", "The windows.", Required: true)), "Unless", "Entries do not count of which this range lies in one of the windows: so it is known later what a DMA longer than this one would reach."),
        Source);

    private static readonly Shape Counter = new RecordShape("a word in memory",
        new Key("at", Forms.Expression, "Address", "Where the word is.", Required: true),
        new Key("size", new NumberShape(1, 4, 1, 2, 4), "Size", "Its bytes.", Required: true));

    private static readonly Shape EntryLayout = new RecordShape("the layout of an entry",
        new Key("size", new NumberShape(1, 4096), "Size", "Bytes.", Required: true),
        new Key("fields", new MapShape("a name", Forms.NamePattern, DescriptorField), "Fields", "Its fields by name.", Required: true));

    private static readonly Shape Returns = new RecordShape("where the device gives entries back",
        new Key("head", Forms.Mention, "Head", "The variable that counts the entries that were given back; the monitor keeps it.", Required: true),
        new Key("tail", Counter, "Tail", "The word in memory that counts them.", Required: true),
        new Key("base", Forms.Expression, "Base", "Guest-physical address of the first entry of the ring in which they stand; it has as many as the other.", Required: true),
        new Key("entry", EntryLayout, "Entry", "The layout of one: a field named as that of the ring says which entry it is, and 'length' how many bytes the device wrote.", Required: true),
        Source);

    private static readonly Shape Placed = new RecordShape("a register that says where a copy is",
        new Key("register", Forms.Mention, "Register", "The register.", Required: true),
        new Key("as", Forms.Expression, "As", "What the device has in it: 'place' is where the copy begins, a page.", Required: true),
        Source);

    private static readonly Shape Silent = new RecordShape("a word of the copy by which the device raises no interrupt",
        new Key("at", Forms.Expression, "Address", "Where it is, computed of registers as the guest wrote them.", Required: true),
        new Key("size", new NumberShape(1, 8, 1, 2, 4, 8), "Size", "Its bytes.", Required: true),
        new Key("to", Forms.Expression, "To", "Its value.", Required: true));

    /// <summary>A descriptor structure.</summary>
    public static readonly RecordShape Descriptors = new("a descriptor structure",
        new Key("kind", new ChoiceShape(("ring", "a ring of entries"), ("list", "entries linked by address"), ("array", "entries side by side, all given at once"), ("block", "one block")), "Kind", "How entries follow each other.", Required: true),
        new Key("of", Forms.Mention, "Of", "Another structure, described before: each of its entries names a structure like this one, which is walked with it."),
        new Key("where", Forms.Expression, "Where", "With 'of': the entries of the other structure that name one; all when left out."),
        new Key("base", Forms.Expression, "Base", "Guest-physical address of the first entry; with 'of' an expression over the entry that names it.", Required: true),
        new Key("entries", Forms.Expression, "Entries", "How many entries a ring or an array has; left out where a flag ends the ring."),
        new Key("head", Forms.Mention, "Head", "The variable in which walks keep what the next one begins with: of a ring the index, of a list the address of the entry."),
        new Key("tail", new EitherShape(Forms.Expression, Counter), "Tail", "Index after the last entry given to the device; or the word in memory that counts the entries given."),
        new Key("next", Forms.Expression, "Next", "Address of the next entry of a list."),
        new Key("last", Forms.Expression, "Last", "True of the entry that ends the walk."),
        new Key("done", Forms.Name, "Done", "Of a list: the field of one bit that the device sets in an entry that it has done. A list has a copy only with it."),
        new Key("owned", Forms.Expression, "Owned", "True of an entry that is the device's; a walk ends at the first that is not."),
        new Key("last_of_ring", Forms.Expression, "Last of the ring", "True of an entry after which the ring begins again."),
        new Key("frame", Forms.Expression, "Frame", "True of an entry that ends a frame to be sent; for counting."),
        new Key("filled", Forms.Expression, "Filled", "True of an entry that the device has given back with the end of a received frame; for counting."),
        new Key("returns", Returns, "Returns", "Of a ring whose tail is a word in memory: where the device gives entries back."),
        new Key("copy", new ListShape(Placed, max: ListShape.MaxFew), "Copy", "With 'returns': the registers that say where the queue is, and what the device has in them: [{ register: BASE, as: place }]."),
        new Key("silent", Silent, "Silent", "With 'copy': the word by which the device raises no interrupt for this queue, since the monitor looks by itself."),
        new Key("entry", new EitherShape(Forms.Mention, EntryLayout), "Entry", "The layout of one entry, or the name of another structure whose entries have the same.", Required: true),
        new Key("fetched", new ChoiceShape(("doorbell", "when the guest rings for it"), ("anytime", "on the device's own account")), "Fetched", "When the device reads entries."),
        new Key("while", Forms.Expression, "While", "With 'fetched: anytime': the device does so only while this holds."),
        new Key("shown_in", Forms.Name, "Shown in", "The register by which the device shows how far it is in the structure."),
        new Key("count", new NumberShape(1, 16), "Count", "How many such structures there are in a row; NAME0 is the first."),
        new Key("remember", new ListShape(Remembered, max: ListShape.MaxFew), "Remember", "What the device keeps of the entries that were given: [{ set: open, to: 1 - end }]."),
        new Key("bound", new NumberShape(1, 65536), "Bound", "The most entries that a walk visits, with 'of' in all structures of one event together; more given at once fail the check."),
        Source);

    private static readonly Shape Live = new RecordShape("a live part of a memory",
        new Key("set", Forms.Name, "Set", "The pages in this set."),
        new Key("from", Forms.Expression, "From", "First address of a live range."),
        new Key("to", Forms.Expression, "To", "Address behind its end."),
        new Key("wraps", Wrap, "Wrap", "The range may wrap here."),
        new Key("because", Forms.Text, "Reason", "Why it must survive, in words."), Source);

    private static readonly Shape ContextItem = new RecordShape("an item of the context",
        new Key("register", Forms.Name, "Register", "The register to be carried over."),
        new Key("registers", new ListShape(Forms.Name), "Registers", "Several with the same rules."),
        new Key("memory", Forms.Name, "Memory", "The window of on-card memory to be carried over."),
        new Key("live", Names, "Live parts", "Which parts of the memory matter; all of it when left out."),
        new Key("save", Forms.Name, "Save", "read: from the device; shadow: the value last written, seen by a hook; none; or the name of a procedure. Left out: read where the register can be read without a side effect, else shadow."),
        new Key("restore", Forms.Name, "Restore", "write; virtual: held and answered by the monitor; none; impossible; or the name of a procedure.", Required: true),
        new Key("as", Forms.Expression, "As", "What is written in place of the saved value."),
        new Key("when", Forms.Expression, "When", "Whether the register is restored at all, computed of the saved state; always when left out."),
        new Key("until", Forms.Expression, "Until", "Of a virtual register: the condition on causes of interrupts after which the device has a new value of its own. Left out: any cause."),
        new Key("then", Forms.Text, "Then", "What follows when the restore is impossible or left out.", Required: false),
        Source);

    private static readonly Shape Procedure = new RecordShape("a procedure",
        new Key("moves", Forms.Name, "Moves", "The window whose bytes it moves, from 'address' for 'length' bytes."),
        new Key("steps", new ListShape(Forms.Step), "Steps", "Accesses in order.", Required: true),
        Source);

    private static readonly Shape Condition = new EitherShape(Forms.Expression, new RecordShape("a condition with its reason",
        new Key("holds", Forms.Expression, "Condition", "Must be true.", Required: true), Because, Source));

    private static readonly Shape ReceiveRing = new RecordShape("the receive ring",
        new Key("in", Forms.Name, "Window", "The window of on-card memory that the ring lies in.", Required: true),
        new Key("unit", new NumberShape(16, 65536, [.. Enumerable.Range(4, 13).Select(power => 1UL << power)]), "Unit", "Bytes of a unit, a power of two; unit n begins at n times this, and every frame on a unit of its own.", Required: true),
        new Key("first", Forms.Expression, "First", "The first unit of the ring.", Required: true),
        new Key("end", Forms.Expression, "End", "The unit behind its last.", Required: true),
        new Key("read", Forms.Name, "Read", "The register with the unit that the NIC must not reach, because the driver has not read from there on.", Required: true),
        new Key("next", Forms.Name, "Next", "The register with the unit where the next frame will begin.", Required: true),
        Source);

    private static readonly Shape ReceiveHeader = new RecordShape("the header of a received frame",
        new Key("bytes", new NumberShape(1, 16), "Bytes", "Bytes in front of the frame's destination address.", Required: true),
        new Key("next", new NumberShape(0, 15), "Next", "Which of them is the unit of the next frame.", Required: true),
        new Key("status", new NumberShape(0, 15), "Status", "Which of them is the status of the frame.", Required: true),
        new Key("count", new NumberShape(0, 14), "Count", "The first of two bytes, the low one first, that count the bytes of the frame. Without it, nobody knows where in its last unit a frame ends."),
        new Key("uncounted", new NumberShape(0, 64), "Uncounted", "Bytes of the frame in memory, its header among them, that 'count' leaves out; 0 when left out."),
        new Key("shown_in", Forms.Name, "Shown in", "The register that shows the status of the frame received last."),
        Source);

    private static readonly Shape Accepts = new RecordShape("which frames are taken",
        new Key("station", Forms.Name, "Station address", "The register with the six bytes of the station address, the first in its lowest byte.", Required: true),
        new Key("broadcast", Forms.Expression, "Broadcast", "Whether frames to everybody are taken; never when left out."),
        new Key("groups", new RecordShape("when groups are taken",
            new Key("when", Forms.Expression, "When", "Whether frames to groups are taken.", Required: true),
            new Key("hash", Forms.Name, "Hash", "The register of eight bytes with a bit for each value of the hash.", Required: true),
            Source),
            "Groups", "Whether frames to groups are taken that the hash register has a bit for; never when left out."),
        new Key("everything", Forms.Expression, "Everything", "Whether every frame to an individual address is taken; never when left out."),
        Source);

    private static readonly Shape Widened = new RecordShape("a widened register",
        new Key("register", Forms.Name, "Register", "The register.", Required: true),
        new Key("as", Forms.Expression, "As", "What the device holds in it, computed from what the guest wrote.", Required: true),
        Source);

    private static readonly Shape Receive = new RecordShape("how frames are received",
        new Key("listens", Forms.Expression, "Listens", "Whether the NIC takes frames at all.", Required: true),
        new Key("ring", ReceiveRing, "Ring", "Where received frames lie.", Required: true),
        new Key("header", ReceiveHeader, "Header", "What the NIC puts in front of a frame.", Required: true),
        new Key("cause", new ListShape(Forms.RegisterField, orSingle: true, ListShape.MaxFew), "Cause", "The field or fields of the interrupt's cause register that report received frames.", Required: true),
        new Key("accepts", Accepts, "Accepts", "Which frames are taken, by their destination.", Required: true),
        new Key("widen", new ListShape(Widened, max: ListShape.MaxFew), "Widen", "What the device holds in place of what the guest wrote, so that it takes the frames of all guests.", Required: true),
        Source);

    private static readonly Shape EntryWrites = new ListShape(new RecordShape("a value that is written into an entry",
        new Key("at", new NumberShape(0, 60), "At", "Where in the entry.", Required: true),
        new Key("size", new NumberShape(1, 8, 1, 2, 4, 8), "Size", "Bytes.", Required: true),
        new Key("to", Forms.Expression, "To", "The value.", Required: true), Source), max: ListShape.MaxFew);

    private static readonly Shape Destinations = new RecordShape("which frames are a guest's",
        new Key("stations", new ListShape(Forms.Name, orSingle: true), "Stations", "The registers with station addresses, or variables that are kept of entries, the first byte lowest; the name of a row is all of it.", Required: true),
        new Key("each", new NumberShape(1, 6), "Each", "How many of these make one address; 1 when left out."),
        new Key("valid", new NumberShape(0, 63), "Valid", "The bit of such an address that says whether it counts; always when left out."),
        new Key("broadcast", Forms.Expression, "Broadcast", "Whether frames to everybody are taken; never when left out."),
        new Key("groups", new RecordShape("the table of groups",
            new Key("when", Forms.Expression, "When", "Whether the table counts.", Required: true),
            new Key("table", new ListShape(Forms.Name, orSingle: true), "Table", "Its registers, the lowest bits first; the name of a row is all of it.", Required: true),
            new Key("hash", new ChoiceShape(("crc", "the upper six bits of the CRC-32 of the address"), ("reflected-crc", "those of the CRC whose lowest bit comes first"), ("address", "bits of the address")),
                "Hash", "Which bit of the table stands for an address.", Required: true),
            new Key("shift", Forms.Expression, "Shift", "Of 'address': from which bit on, the first byte lowest."),
            Source), "Groups", "Where groups are looked up; nowhere when left out."),
        new Key("all_groups", Forms.Expression, "All groups", "Whether frames to every group are taken; never when left out."),
        new Key("everything", Forms.Expression, "Everything", "Whether every frame to an individual address is taken; never when left out."),
        Source);

    private static readonly Shape Shown = new RecordShape("what a guest is shown",
        new Key("register", Forms.FieldOrRegister, "Register", "The register, or a field of it.", Required: true),
        new Key("as", Forms.Expression, "As", "What a guest reads there.", Required: true),
        Source);

    private static readonly Shape Packed = new RecordShape("a ring of bytes, in which frames stand one after the other",
        new Key("start", Forms.Expression, "Start", "Guest-physical address of its first byte.", Required: true),
        new Key("size", Forms.Expression, "Size", "Bytes until the ring begins again.", Required: true),
        new Key("read", Forms.Expression, "Read", "Up to where the guest has read, from the start; it is taken modulo the size.", Required: true),
        new Key("in_one_piece", Forms.Expression, "In one piece", "Whether a frame that begins in the ring may end behind it; never when left out."),
        new Key("align", new NumberShape(1, 16, 1, 2, 4, 8, 16), "Align", "A frame begins at a multiple of so many bytes.", Required: true),
        new Key("header", EntryWrites, "Header", "What stands in front of a frame: 'frame' are the bytes of the frame, 'destination' its first six bytes, the first lowest.", Required: true),
        new Key("within", Forms.Name, "Within", "The check of a DMA that approves the bytes of the ring: the monitor writes nowhere else.", Required: true),
        Source);

    private static readonly Shape OwnRing = new RecordShape("the monitor's own receive ring",
        new Key("keeps", new ListShape(Forms.Name), "Keeps", "Registers that are the monitor's for good, and are answered by the monitor; the name of a row is all of it.", Required: true),
        new Key("at", new ListShape(Forms.Name, orSingle: true, ListShape.MaxFew), "At", "Registers that hold where it is, in place of what a guest writes there; those that hold the base of 'ring' do without being listed."),
        new Key("entries", new NumberShape(2, 128), "Entries", "Of 'ring': how many entries it has."),
        new Key("bytes", new NumberShape(64, 65536), "Bytes", "Of 'ring': bytes of each buffer; of 'packed': bytes of the ring, a power of two.", Required: true),
        new Key("empty", EntryWrites, "Empty", "Of 'ring': what is written into an entry that is given to the device, the last at last; 'place' is where its buffer is, 'is_end' whether it is the last of the ring. In a list the buffer stands behind its entry, and 'following' is where the next entry is."),
        new Key("filled", Forms.Expression, "Filled", "Of 'ring': whether the device has filled an entry."),
        new Key("written", Forms.Name, "Written", "Of 'packed': the register that shows up to where the device has written; else a register by whose reading all of an entry stands in memory that the device has begun to fill."),
        new Key("written_when", Forms.Expression, "Written when", "Whether a filled entry may be one that the device has only begun to fill, so that 'written' is read first; always when left out."),
        new Key("stopped", Forms.Expression, "Stopped", "Whether the device, as 'go_on' has read, has stopped for want of entries: it is given the ring again."),
        new Key("length", Forms.Expression, "Length", "Bytes of the frame in it, without the check sequence; of 'packed' computed of 'header', the bytes in front of the frame, and of a queue in memory of 'frame', the bytes that the device wrote.", Required: true),
        new Key("whole", Forms.Expression, "Whole", "Whether they are a whole frame without a fault.", Required: true),
        new Key("tag", Forms.Expression, "Tag", "The four bytes that the device has taken out after the addresses, the first one highest: the monitor puts them back; 0 for none."),
        new Key("begin", Forms.Name, "Begin", "The procedure that gives the ring, which lies at 'block', to a device that was reset; none where the context does."),
        new Key("go_on", Forms.Name, "Go on", "The procedure that gives back the entries up to the one before 'address'; none where the entry itself does."),
        new Key("given", new ChoiceShape(("once", "the device goes on in it after a hand-off"), ("each", "the context gives it at each hand-off, from the first entry on")), "Given", "How often the device is given the ring; once when left out."),
        new Key("filter", new ListShape(Widened, max: ListShape.MaxFew), "Filter", "What the monitor writes so that the device takes what guests asked for by registers of 'accepts' that are among 'keeps', or every frame where 'everything' is 1."),
        new Key("always", Forms.Flag, "Always", "Whether the device has it under the policy 'drop' too, since nothing else restores where the device is in a guest's ring; false when left out."),
        new Key("hears", Forms.Expression, "Hears", "Whether the device receives while a guest has it; always when left out."),
        new Key("again", new ListShape(Reset, max: ListShape.MaxFew), "Again", "Accesses of a guest by which the device loses its ring, or begins with its first entry; what guards read of variables and states is as before."),
        new Key("told", new ListShape(new RecordShape("what the copy of a structure says",
            new Key("in", Forms.Name, "In", "A descriptor structure of which the device has a copy.", Required: true),
            new Key("write", EntryWrites, "Write", "What stands in the copy, computed from what the guest wrote.", Required: true), Source), max: ListShape.MaxFew),
            "Told", "What copies of structures say about this ring."),
        Source);

    private static readonly Shape Delivery = new RecordShape("how frames are put into rings of guests",
        new Key("listens", Forms.Expression, "Listens", "Whether the NIC takes frames for its guest at all.", Required: true),
        new Key("ring", Forms.Name, "Ring", "The descriptor structure that a guest receives into."),
        new Key("packed", Packed, "Packed", "In place of 'ring': the ring of bytes that a guest receives into."),
        new Key("position", Forms.Name, "Position", "The variable with the index of the entry, or the place of the byte, that is filled next; rules set it where the guest does.", Required: true),
        new Key("shows", new ListShape(Shown, max: ListShape.MaxFew), "Shows", "Registers, or fields of them, that show it, and others in which the monitor answers; and what a guest reads there. 'value' is what the device has in the register."),
        new Key("buffer", Forms.Expression, "Buffer", "Of 'ring': where the buffer of an entry is."),
        new Key("after", Forms.Expression, "After", "Where 'ring' is a list: what 'position' becomes behind an entry that was filled."),
        new Key("runs_dry", new ListShape(Forms.RegisterField, orSingle: true, ListShape.MaxFew), "Runs dry", "Where 'ring' is a list: fields of the cause register that are raised when its last entry was filled."),
        new Key("header", Forms.Expression, "Header", "Where 'ring' is a queue in memory: how many bytes stand in front of a frame, which 'fill' is about; 'buffer', 'room' and 'stored' are of the entries of the chain that it names."),
        new Key("stored", Forms.Expression, "Stored", "Whether the bytes of a frame are stored there; always when left out."),
        new Key("room", Forms.Expression, "Room", "Of 'ring': how many bytes it has."),
        new Key("check_sequence", Forms.Expression, "Check sequence", "Whether the guest gets frames with their check sequence; never when left out."),
        new Key("fill", EntryWrites, "Fill", "Of 'ring': what is written into an entry that was filled, the last at last: 'frame' are the bytes of the frame, 'part' those in this entry, 'is_first' and 'is_last' say where it stands in its frame, 'destination' are the first six bytes of the frame, the first lowest."),
        new Key("cause", new ListShape(Forms.RegisterField, orSingle: true, ListShape.MaxFew), "Cause", "The field or fields of the interrupt's cause register that report a received frame.", Required: true),
        new Key("hides", new ListShape(Forms.RegisterField, orSingle: true, ListShape.MaxFew), "Hides", "Other fields of it that the device raises about the monitor's ring, and that no guest is shown."),
        new Key("overflow", new ListShape(Forms.RegisterField, orSingle: true, ListShape.MaxFew), "Overflow", "Fields of it that are raised when a frame was lost because nobody took those before it."),
        new Key("raises", Forms.Name, "Raises", "The register by which a guest raises causes itself."),
        new Key("line", Forms.Expression, "Line", "Whether causes that the monitor tells raise the guest's interrupt line; as the mask of 'interrupt' says when left out."),
        new Key("sums_up", new ListShape(Forms.RegisterField, orSingle: true, ListShape.MaxFew), "Sums up", "Fields of the cause register that are set too while such a cause is."),
        new Key("sums_up_when", Forms.Expression, "Sums up when", "Whether they are; always when left out."),
        new Key("accepts", Destinations, "Accepts", "Which frames are a guest's.", Required: true),
        new Key("widen", new ListShape(Widened, max: ListShape.MaxFew), "Widen", "What the device holds in place of what the guest wrote."),
        new Key("translate", new ListShape(Widened, max: ListShape.MaxFew), "Translate", "What the device gets in place of what the guest writes, where the guest reads what the device has: of commands that would take the wire from all guests."),
        new Key("own", OwnRing, "Own", "The ring of the monitor's own, that the device has for good.", Required: true),
        Source);

    private static readonly Shape Pointer = new RecordShape("what a register means with a command",
        new Key("register", Forms.Name, "Register", "The register.", Required: true),
        new Key("on", new ListShape(Forms.Event, orSingle: true, ListShape.MaxFew), "On", "The write that takes its value.", Required: true),
        new Key("when", Forms.Expression, "When", "Whether that write does; always when left out. It sees the written register with its new value, and all else as before."),
        new Key("to", Forms.Name, "To", "The list that begins there, of which the device has a copy; 'memory' for an address of the guest's memory; or 'zero': a base, which is 0 in the device.", Required: true),
        Source);

    private static readonly Shape Slots = new RecordShape("slots that the device takes in turn",
        new Key("next", Forms.Name, "Next", "The variable with the slot whose turn it is; its range is as long as the rows are.", Required: true),
        new Key("registers", new ListShape(Forms.Name), "Registers", "Rows of registers, one for each slot.", Required: true),
        new Key("shows", new ListShape(Shown, max: ListShape.MaxFew), "Shows", "Registers, or fields of them, that show several slots at once, and what a guest reads there."),
        Source);

    private static readonly Shape Station = new RecordShape("where drivers find the address of their NIC",
        new Key("address", Forms.Name, "Address", "The variable with the guest's own address, the first byte lowest; the monitor sets it.", Required: true),
        new Key("card", Forms.Expression, "Card", "The card's own address, of what is known when it was just switched on; for a guest that is given none."),
        new Key("learns", new ListShape(new RecordShape("what is learned of the card",
            new Key("set", Forms.Name, "Set", "The variable that keeps it.", Required: true),
            new Key("to", Forms.Expression, "To", "What it is.", Required: true),
            new Key("by", Forms.Name, "By", "The procedure that finds it out; none where the context does."), Source), max: ListShape.MaxFew),
            "Learns", "What is learned of the card once, when it was just switched on, in this order."),
        new Key("begins", new ListShape(Widened, max: ListShape.MaxFew), "Begins", "Registers that hold the address, or a part of it, when the device was just switched on."),
        new Key("shows", new ListShape(new RecordShape("what a guest reads",
            new Key("register", Forms.Name, "Register", "The register.", Required: true),
            new Key("when", Forms.Expression, "When", "Whether it shows the address now; always when left out."),
            new Key("as", Forms.Expression, "As", "What the guest reads; 'value' is what the device says.", Required: true), Source), max: ListShape.MaxFew),
            "Shows", "Registers in which a driver reads the address, or what sums it up. The first of a register that fits counts."),
        new Key("gives", Forms.Name, "Gives", "The procedure that moves the address to the begin of its window at each hand-off, where the device itself looks at it."),
        new Key("repeats", new NumberShape(1, 8), "Repeats", "How often each byte of the address stands there: once when left out."),
        Source);

    private static readonly HashSet<string> FixedInVariants = ["model", "variant", "variants"];

    /// <summary>Each is a whole check of the model.</summary>
    public const int MaxVariants = 16;

    /// <summary>The whole file.</summary>
    public static readonly RecordShape Model = new("a model",
        new Key("model", Forms.Name, "Name", "The name of the model, that of the file without .yaml.", Required: true),
        new Key("title", Forms.Text, "Title", "The device in a few words.", Required: true),
        new Key("soundness", new ChoiceShape(
            ("pio-only", "the device never touches host memory"),
            ("register-addressed", "addresses of DMA are in registers and are checked at the port"),
            ("descriptor-addressed", "addresses of DMA are in guest memory, where the guest can change them after the check")),
            "Soundness class", "What a check of a DMA is worth on this device.", Required: true),
        new Key("identity", Identity, "Identity", "How the device is recognised in a recording or on a bus."),
        new Key("sources", new MapShape("a name", Forms.NamePattern, Forms.Text), "Sources", "Short names for the documents that facts come from."),
        new Key("variant", Forms.Name, "Default variant", "The name of what this file describes without any of 'variants'; 'base' when left out."),
        new Key("regions", new MapShape("a name", Forms.NamePattern, Region), "Regions", "Where its registers are: { io: { space: port, bar: 0, size: 0x20 } }", Required: true),
        new Key("paging", new MapShape("a range of places (io+0x01..0x0f)", Forms.AddressRangePattern, Forms.FieldOrRegister), "Paging", "Places that show another register for each value of a field: { io+0x01..0x0f: CR.PS }"),
        new Key("indexed", new MapShape("a name", Forms.NamePattern, new RecordShape("an index and data register",
            new Key("index", Forms.FieldOrRegister, "Index", "The register or field that chooses.", Required: true),
            new Key("data", new ListShape(Forms.Name, orSingle: true), "Data", "The register through which the chosen one is reached.", Required: true),
            new Key("shows", Forms.Name, "Shows", "A region: the index is then an offset in it, and what stands there is what is reached."), Source)),
            "Indexed registers", "Registers behind an index and a data register: { csr: { index: RAP, data: RDP } }; a register is then at csr[0]."),
        new Key("registers", new MapShape("a name", Forms.NamePattern, Register), "Registers", "Every register that a guest may touch. What is not listed is denied.", Required: true),
        new Key("harmless", new ListShape(Harmless), "Harmless", "Places without a register at which a read, or a write, does nothing; all others are denied."),
        new Key("windows", new MapShape("a name", Forms.NamePattern, Window), "Windows", "Ranges of memory that checks speak of."),
        new Key("variables", new MapShape("a name", Forms.NamePattern, new RecordShape("a variable",
            new Key("range", Forms.Bounds, "Range", "Its values: 0..65535. An effect that would leave the range is held at its end.", Required: true),
            new Key("initial", Forms.Bytes, "Initial value", "0 when left out."),
            new Key("count", new NumberShape(1, 64), "Count", "How many such variables there are in a row; NAME0 is the first."), Title, Source)), "Variables", "What the machines remember beside their states."),
        new Key("sets", new MapShape("a name", Forms.NamePattern, new RecordShape("a set of pages",
            new Key("of", Forms.Name, "Window", "The window of on-card memory it is about.", Required: true),
            new Key("unit", new NumberShape(16, 65536), "Unit", "Bytes of one page.", Required: true), Title, Source)), "Sets", "Pages of a window that matter, kept by effects."),
        new Key("interrupt", new RecordShape("the interrupt of the device",
            new Key("cause", Forms.Name, "Cause", "The register that holds the causes.", Required: true),
            new Key("mask", Forms.Name, "Mask", "The register that enables them."),
            new Key("enabled", Forms.Expression, "Enabled", "Whether any cause interrupts, where one bit holds all of them back; always when left out."), Source), "Interrupt", "Which register tells why an interrupt came."),
        new Key("receive", Receive, "Receive", "How frames come in, so that those of several guests can be told apart."),
        new Key("delivery", Delivery, "Delivery", "How frames are put into rings that lie in memory of guests."),
        new Key("pointers", new ListShape(Pointer, max: ListShape.MaxFew), "Pointers", "Registers that mean what the next command says: the device gets their values with that command, and not before."),
        new Key("slots", Slots, "Slots", "Slots that the device takes in turn from the first on after a hand-off, whichever is the guest's next."),
        new Key("station", Station, "Station address", "Where drivers find the address of their NIC, so that each guest finds its own."),
        new Key("resets", new ListShape(Reset, max: ListShape.MaxFew), "Resets", "Accesses by which a driver resets the whole device; a read of a register that is 'read-resets' is one without being listed."),
        new Key("machines", new MapShape("a name", Forms.NamePattern, Machine), "Machines", "What the device can be busy with; they run side by side.", Required: true),
        new Key("rules", new ListShape(Rule), "Rules", "Checks and effects that belong to no machine."),
        new Key("checks", new MapShape("a name", Forms.NamePattern, Check), "Checks", "What must be true before the device sees an access."),
        new Key("descriptors", new MapShape("a name", Forms.NamePattern, Descriptors), "Descriptors", "Structures in guest memory that tell the device where to read and write."),
        new Key("reusable", new MapShape("a name", Forms.NamePattern, Condition), "Reusable", "Conditions beside the states of the machines that must hold before a hand-off."),
        new Key("live", new MapShape("a name", Forms.NamePattern, Live), "Live memory", "Parts of on-card memory that must survive a hand-off."),
        new Key("context", new ListShape(ContextItem), "Context", "What must survive a hand-off, in the order of restoring."),
        new Key("procedures", new MapShape("a name", Forms.NamePattern, Procedure), "Procedures", "Sequences of accesses for saving, restoring and quieting the device."),
        new Key("frames", new RecordShape("how frames are counted",
            new Key("sent", new ListShape(Forms.Event, orSingle: true, ListShape.MaxFew), "Sent", "The events that begin a transmission, with 'sent_when'."),
            new Key("sent_when", Forms.Expression, "Sent when", "Guard of 'sent'."),
            new Key("received", new ListShape(Forms.Event, orSingle: true, ListShape.MaxFew), "Received", "The events by which a driver lets go of a received frame."),
            new Key("received_when", Forms.Expression, "Received when", "Guard of 'received'."),
            new Key("longest", new NumberShape(60, 65535), "Longest", "Bytes of the longest frame, from the destination address to the end of the data, without the frame check sequence. The wire gives the device no longer one; expressions call it frames.longest.")),
            "Frames", "How long frames are at most, and what stands for one in reports of the cost per frame."),
        new Key("variants", new MapShape("a name", Forms.NamePattern, new OverlayShape(() => Model!, FixedInVariants), MaxVariants), "Variants", "What differs on a clone or an emulator, laid over the model key by key; a list is replaced as a whole, an empty value takes a key away."));
}
