namespace Dmm.Modeling;

/// <summary>The codes of all mistakes that a model can have. A code keeps its meaning for ever; a retired one is not used again.</summary>
/// <remarks>VP1xx: the file; VP2xx: its shape; VP3xx: names; VP4xx: expressions; VP5xx: what the model says of the device;
/// VP6xx: what follows from it.</remarks>
public static class DiagnosticCodes
{
    /// <summary>The file is larger than a model may be.</summary>
    public const string FileTooLarge = "VP101";

    /// <summary>The file is not UTF-8 text, or holds control characters.</summary>
    public const string NotText = "VP102";

    /// <summary>The text is not YAML.</summary>
    public const string NotYaml = "VP103";

    /// <summary>A tab stands where YAML wants spaces.</summary>
    public const string Tab = "VP104";

    /// <summary>A bracket or a quote is not closed.</summary>
    public const string Unclosed = "VP105";

    /// <summary>Anchors, aliases, tags and merge keys are YAML but not part of the model language.</summary>
    public const string NotInLanguage = "VP106";

    /// <summary>Lists and mappings are nested too deeply.</summary>
    public const string TooDeep = "VP107";

    /// <summary>A key stands twice in one mapping.</summary>
    public const string DuplicateKey = "VP108";

    /// <summary>The file holds no model, or more than one.</summary>
    public const string NotOneDocument = "VP109";

    /// <summary>So many mistakes that the rest is not listed.</summary>
    public const string TooManyMistakes = "VP110";

    /// <summary>A key that the language does not have here.</summary>
    public const string UnknownKey = "VP201";

    /// <summary>A key that must be there is not.</summary>
    public const string MissingKey = "VP202";

    /// <summary>A list, mapping or single value stands where another of the three is wanted.</summary>
    public const string WrongKind = "VP203";

    /// <summary>A number, word or text that cannot stand here.</summary>
    public const string WrongValue = "VP204";

    /// <summary>Two keys that exclude each other, or a choice of keys of which none is there.</summary>
    public const string WrongChoice = "VP205";

    /// <summary>A list or mapping with more entries than a model may have.</summary>
    public const string TooMany = "VP206";

    /// <summary>A name that nothing in the model has.</summary>
    public const string UnknownName = "VP301";

    /// <summary>One name for two things.</summary>
    public const string NameTaken = "VP302";

    /// <summary>A name that is a word of the expression language or not a name at all.</summary>
    public const string BadName = "VP303";

    /// <summary>Two registers at one offset that nothing tells apart.</summary>
    public const string RegistersOverlap = "VP501";

    /// <summary>A place outside its region, or a field outside its register.</summary>
    public const string OutOfRange = "VP502";

    /// <summary>Two transitions of one machine can fire on one event.</summary>
    public const string TransitionsOverlap = "VP503";

    /// <summary>It could not be decided whether two transitions can fire on one event.</summary>
    public const string OverlapUndecided = "VP504";

    /// <summary>A guard that is never true.</summary>
    public const string NeverTrue = "VP505";

    /// <summary>A register is to be observed or read back, but it cannot be read, or not without a side effect.</summary>
    public const string NotReadable = "VP506";

    /// <summary>An event that the register cannot have: a write of a read-only one, a read of a write-only one.</summary>
    public const string ImpossibleEvent = "VP507";

    /// <summary>The context says two things of one item, or nothing of one that must be restored.</summary>
    public const string Context = "VP508";

    /// <summary>The soundness class does not fit what the model does.</summary>
    public const string Soundness = "VP509";

    /// <summary>More machines, states, registers or checks than the monitor's tables hold.</summary>
    public const string TooLarge = "VP511";

    /// <summary>A register or a window that cannot do what receiving wants of it.</summary>
    public const string Receive = "VP512";

    /// <summary>An event or a guard under <c>resets</c> that is no access by which a driver resets a device.</summary>
    public const string ResetAccess = "VP513";

    /// <summary>A state that no transition enters.</summary>
    public const string UnreachableState = "VP601";

    /// <summary>A transition or rule that never fires, although its guard alone can be true.</summary>
    public const string NeverFires = "VP602";

    /// <summary>A machine or a state from which the device never becomes reusable.</summary>
    public const string NeverReusable = "VP603";

    /// <summary>A check of what the guest can change after the check, and of which the device cannot get a copy.</summary>
    public const string GuestCanChange = "VP604";

    /// <summary>A device that reaches guest memory, and no check that says where it may.</summary>
    public const string UncheckedMemory = "VP605";

    /// <summary>A register of the context whose value nobody will know when it is saved.</summary>
    public const string ValueUnknown = "VP606";

    /// <summary>A register whose restoring by a write clears causes in it.</summary>
    public const string RestoreClears = "VP607";

    /// <summary>Pending causes that a hand-off would lose.</summary>
    public const string CausesLost = "VP608";

    /// <summary>A register that the device changes, saved as it was written.</summary>
    public const string StaleShadow = "VP609";

    /// <summary>A hooked register at a place where nothing is listed for the other direction.</summary>
    public const string HalfListed = "VP610";

    /// <summary>A part of the model that no other part uses.</summary>
    public const string Unused = "VP611";

    /// <summary>A variable or set of pages that is read, and that nothing changes.</summary>
    public const string NeverChanged = "VP612";

    /// <summary>Memory of the context that is saved or restored by what is about other memory.</summary>
    public const string OtherMemory = "VP613";

    /// <summary>A transfer that the guest moves into the memory in which frames arrive, while no register shows how far it is.</summary>
    public const string TransferNotShown = "VP614";

    /// <summary>Two windows of the card that share bytes.</summary>
    public const string WindowsOverlap = "VP615";

    /// <summary>A device whose registers guests write, and nothing of which is handed over.</summary>
    public const string NoContext = "VP616";

    /// <summary>Bits that a write is to change, in a register that nobody can write.</summary>
    public const string NotWritable = "VP617";

    /// <summary>What is kept of a structure, and used for another at the same event.</summary>
    public const string KeptTooLate = "VP618";

    /// <summary>A guard over bits of a register that a guest may read apart from each other.</summary>
    public const string ReadInParts = "VP619";
}
