using Dmm.Expressions;

namespace Dmm.Modeling;

/// <summary>Every code with its meaning, in the order of codes; <c>docs/diagnostics.md</c> has an example and a cure for each.</summary>
public static class DiagnosticRules
{
    /// <summary>The page with a part for each code, from the root of the repository.</summary>
    public const string Page = "docs/diagnostics.md";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<DiagnosticRule> All { get; } =
    [
        new(DiagnosticCodes.FileTooLarge, "FileTooLarge", Severity.Error, "The file is larger than a model may be"),
        new(DiagnosticCodes.NotText, "NotText", Severity.Error, "The file is not UTF-8 text, or holds control characters"),
        new(DiagnosticCodes.NotYaml, "NotYaml", Severity.Error, "The text is not YAML"),
        new(DiagnosticCodes.Tab, "Tab", Severity.Error, "A tab stands where YAML wants spaces"),
        new(DiagnosticCodes.Unclosed, "Unclosed", Severity.Error, "A bracket or a quote is not closed"),
        new(DiagnosticCodes.NotInLanguage, "NotInLanguage", Severity.Error, "Anchors, aliases, tags and merge keys are YAML but not part of the model language"),
        new(DiagnosticCodes.TooDeep, "TooDeep", Severity.Error, "Lists and mappings are nested too deeply"),
        new(DiagnosticCodes.DuplicateKey, "DuplicateKey", Severity.Error, "A key stands twice in one mapping"),
        new(DiagnosticCodes.NotOneDocument, "NotOneDocument", Severity.Error, "The file holds no model, or more than one"),
        new(DiagnosticCodes.TooManyMistakes, "TooManyMistakes", Severity.Error, "So many mistakes that the rest is not listed"),
        new(DiagnosticCodes.UnknownKey, "UnknownKey", Severity.Error, "A key that the language does not have here"),
        new(DiagnosticCodes.MissingKey, "MissingKey", Severity.Error, "A key that must be there is not"),
        new(DiagnosticCodes.WrongKind, "WrongKind", Severity.Error, "A list, mapping or single value stands where another of the three is wanted"),
        new(DiagnosticCodes.WrongValue, "WrongValue", Severity.Error, "A number, word or text that cannot stand here"),
        new(DiagnosticCodes.WrongChoice, "WrongChoice", Severity.Error, "Two keys that exclude each other, or a choice of keys of which none is there"),
        new(DiagnosticCodes.TooMany, "TooMany", Severity.Error, "A list or mapping with more entries than a model may have"),
        new(DiagnosticCodes.UnknownName, "UnknownName", Severity.Error, "A name that nothing in the model has"),
        new(DiagnosticCodes.NameTaken, "NameTaken", Severity.Error, "One name for two things"),
        new(DiagnosticCodes.BadName, "BadName", Severity.Error, "A name that is a word of the expression language or not a name at all"),
        new(ExpressionErrorCodes.UnknownCharacter, "ExpressionUnknownCharacter", Severity.Error, "A character that the language does not have"),
        new(ExpressionErrorCodes.ForeignOperator, "ExpressionForeignOperator", Severity.Error, "An operator of another language, such as && or /"),
        new(ExpressionErrorCodes.BadNumber, "ExpressionBadNumber", Severity.Error, "A number that cannot be read or does not fit into 64 bits"),
        new(ExpressionErrorCodes.Syntax, "ExpressionSyntax", Severity.Error, "Something is missing or stands where it cannot"),
        new(ExpressionErrorCodes.ChainedComparison, "ExpressionChainedComparison", Severity.Error, "A comparison of a comparison, as in a < b < c"),
        new(ExpressionErrorCodes.UnknownName, "ExpressionUnknownName", Severity.Error, "A name that the model does not have"),
        new(ExpressionErrorCodes.UnknownMember, "ExpressionUnknownMember", Severity.Error, "A field, state or named value that its owner does not have"),
        new(ExpressionErrorCodes.ConditionWanted, "ExpressionConditionWanted", Severity.Error, "A number where a condition is wanted"),
        new(ExpressionErrorCodes.NumberWanted, "ExpressionNumberWanted", Severity.Error, "A condition where a number is wanted"),
        new(ExpressionErrorCodes.StateTest, "ExpressionStateTest", Severity.Error, "A machine used as a value, or something else used as a machine"),
        new(ExpressionErrorCodes.OldOperand, "ExpressionOldOperand", Severity.Error, "The value before the event, old(...), of something that is not a register or a field of one"),
        new(ExpressionErrorCodes.PointlessComparison, "ExpressionPointlessComparison", Severity.Error, "A comparison whose outcome does not depend on what is compared"),
        new(ExpressionErrorCodes.TooLong, "ExpressionTooLong", Severity.Error, "An expression of more than 1024 characters"),
        new(ExpressionErrorCodes.TooDeep, "ExpressionTooDeep", Severity.Error, "An expression with more than 32 levels of nesting"),
        new(ExpressionErrorCodes.TooComplex, "ExpressionTooComplex", Severity.Error, "An expression of more than 256 operations, or with more than 32 values held at once"),
        new(DiagnosticCodes.RegistersOverlap, "RegistersOverlap", Severity.Error, "Two registers at one offset that nothing tells apart"),
        new(DiagnosticCodes.OutOfRange, "OutOfRange", Severity.Error, "A place outside its region, or a field outside its register"),
        new(DiagnosticCodes.TransitionsOverlap, "TransitionsOverlap", Severity.Error, "Two transitions of one machine can fire on one event"),
        new(DiagnosticCodes.OverlapUndecided, "OverlapUndecided", Severity.Error, "It could not be decided whether two transitions can fire on one event"),
        new(DiagnosticCodes.NeverTrue, "NeverTrue", Severity.Error, "A guard that is never true"),
        new(DiagnosticCodes.NotReadable, "NotReadable", Severity.Error, "A register is to be observed or read back, but it cannot be read, or not without a side effect"),
        new(DiagnosticCodes.ImpossibleEvent, "ImpossibleEvent", Severity.Error, "An event that the register cannot have: a write of a read-only one, a read of a write-only one"),
        new(DiagnosticCodes.Context, "Context", Severity.Error, "The context says two things of one item, or nothing of one that must be restored"),
        new(DiagnosticCodes.Soundness, "Soundness", Severity.Error, "The soundness class does not fit what the model does"),
        new(DiagnosticCodes.TooLarge, "TooLarge", Severity.Error, "More machines, states, registers or checks than the monitor's tables hold"),
        new(DiagnosticCodes.Receive, "Receive", Severity.Error, "A register or a window that cannot do what receiving wants of it"),
        new(DiagnosticCodes.ResetAccess, "ResetAccess", Severity.Error, "An event or a guard under 'resets' that cannot be an access by which a driver resets the device"),
        new(DiagnosticCodes.UnreachableState, "UnreachableState", Severity.Warning, "A state that no transition enters"),
        new(DiagnosticCodes.NeverFires, "NeverFires", Severity.Warning, "A transition or rule that never fires, although its guard alone can be true"),
        new(DiagnosticCodes.NeverReusable, "NeverReusable", Severity.Warning, "A machine or a state from which the device never becomes reusable"),
        new(DiagnosticCodes.GuestCanChange, "GuestCanChange", Severity.Warning, "A check of what the guest can change after the check, and of which the device cannot get a copy"),
        new(DiagnosticCodes.UncheckedMemory, "UncheckedMemory", Severity.Warning, "A device that reaches guest memory, and no check that says where it may"),
        new(DiagnosticCodes.ValueUnknown, "ValueUnknown", Severity.Error, "A register of the context whose value nobody will know when it is saved"),
        new(DiagnosticCodes.RestoreClears, "RestoreClears", Severity.Error, "A register whose restoring by a write clears causes in it"),
        new(DiagnosticCodes.CausesLost, "CausesLost", Severity.Warning, "Pending causes that a hand-off would lose"),
        new(DiagnosticCodes.StaleShadow, "StaleShadow", Severity.Warning, "A register that the device changes, saved as it was written"),
        new(DiagnosticCodes.HalfListed, "HalfListed", Severity.Warning, "A hooked register at a place where nothing is listed for the other direction"),
        new(DiagnosticCodes.Unused, "Unused", Severity.Warning, "A part of the model that no other part uses"),
        new(DiagnosticCodes.NeverChanged, "NeverChanged", Severity.Warning, "A variable or set of pages that is read, and that nothing changes"),
        new(DiagnosticCodes.OtherMemory, "OtherMemory", Severity.Error, "Memory of the context that is saved or restored by what is about other memory"),
        new(DiagnosticCodes.TransferNotShown, "TransferNotShown", Severity.Warning, "A transfer that the guest moves into the memory in which frames arrive, while no register shows how far it is"),
        new(DiagnosticCodes.WindowsOverlap, "WindowsOverlap", Severity.Warning, "Two windows of the card that share bytes"),
        new(DiagnosticCodes.NoContext, "NoContext", Severity.Warning, "A device whose registers guests write, and nothing of which is handed over"),
        new(DiagnosticCodes.NotWritable, "NotWritable", Severity.Warning, "Bits that a write is to change, in a register that nobody can write"),
        new(DiagnosticCodes.KeptTooLate, "KeptTooLate", Severity.Warning, "What is kept of one structure and used for another at the same event"),
    ];
}
