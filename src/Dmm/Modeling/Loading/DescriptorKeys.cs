using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Which keys a descriptor structure needs and may have, by its kind and by whether entries of another one name it.</summary>
internal static class DescriptorKeys
{
    /// <summary>The copies of all guests have a place in the 16 MiB of the monitor: 8 structures of 64 KiB for each of 16 guests.</summary>
    private const int MaxCopiedBytes = 1 << 20;

    private static readonly string[] OfItsOwn = ["head", "tail", "fetched", "while", "shown_in", "remember", "done", "returns", "copy", "silent"];

    /// <summary>The kind that is written.</summary>
    public static DescriptorKind KindOf(YamlMapping entry) => entry.Text("kind") switch
    {
        "ring" => DescriptorKind.Ring,
        "list" => DescriptorKind.List,
        "array" => DescriptorKind.Array,
        _ => DescriptorKind.Block,
    };

    /// <summary>False, with diagnostics, when one is missing or stray.</summary>
    public static bool Check(Binding binding, YamlMapping entry)
    {
        var isFine = CheckNeeds(binding, entry);
        foreach (var name in Strays(KindOf(entry)))
            if (entry.KeyOf(name) is { } stray)
                isFine = Refuse(binding, stray, $"{Named(entry)} has no '{name}'", "take it away, or correct 'kind'");
        if (entry.KeyOf("where") is { } where && entry["of"] is null)
            isFine = Refuse(binding, where, "'where' chooses among the entries of another structure, and no 'of' names one", "take it away, or name the structure under 'of'");
        if (entry.KeyOf("while") is { } idle && entry.Text("fetched") != "anytime")
            isFine = Refuse(binding, idle, "'while' tells when the device reads entries on its own account, and it does not", "take it away, or write 'fetched: anytime'");
        foreach (var name in entry["of"] is null ? [] : OfItsOwn)
            if (entry.KeyOf(name) is { } own)
                isFine = Refuse(binding, own, $"'{name}' is said of the structure whose entries name this one", $"take it away, or say it of '{entry.Text("of")}'");
        return isFine;
    }

    /// <summary>False, with a diagnostic, when a walk copies too much.</summary>
    public static bool CheckSize(Binding binding, YamlMapping entry, ulong entryBytes)
    {
        var bytes = (entry.Number("bound") ?? 1) * entryBytes;
        if (bytes <= MaxCopiedBytes)
            return true;
        binding.Report.Error(DiagnosticCodes.TooLarge, entry["bound"]!, $"a walk copies {bytes} bytes; {MaxCopiedBytes} are the most", "correct 'bound', or the size of an entry");
        return false;
    }

    private static bool CheckNeeds(Binding binding, YamlMapping entry)
    {
        var kind = KindOf(entry);
        var isFine = true;
        foreach (var name in Needs(kind, entry["of"] is not null).Where(name => entry[name] is null))
            isFine = Miss(binding, entry, name, $"{Named(entry)}{(kind == DescriptorKind.Block ? " that entries name" : "")} needs '{name}'", "without it a walk does not know where to begin or end");
        if (kind == DescriptorKind.Ring && entry["tail"] is null && entry["owned"] is null)
            isFine = Miss(binding, entry, "tail", "a ring needs 'tail' or 'owned'", "without one of them a walk does not know where to end");
        if (kind == DescriptorKind.Ring && entry["entries"] is null && (entry["last_of_ring"] is null || entry["tail"] is not null))
            isFine = Miss(binding, entry, "entries", "a ring needs 'entries', or 'last_of_ring' and no 'tail'", "say how many entries it has, or which flag is in the last one");
        return isFine;
    }

    private static string Named(YamlMapping entry) => $"{(KindOf(entry) == DescriptorKind.Array ? "an" : "a")} {entry.Text("kind")}";

    private static string[] Needs(DescriptorKind kind, bool isNamed) => kind switch
    {
        DescriptorKind.Ring => ["head", "bound"],
        DescriptorKind.List => ["next", "last", "bound"],
        DescriptorKind.Array => ["entries", "bound"],
        _ => isNamed ? ["bound"] : [],
    };

    private static string[] Strays(DescriptorKind kind) => kind switch
    {
        DescriptorKind.Ring => ["next", "last", "of", "done"],
        DescriptorKind.List => ["entries", "tail", "last_of_ring", "returns", "copy", "silent"],
        DescriptorKind.Array => ["head", "tail", "last_of_ring", "next", "done", "returns", "copy", "silent"],
        _ => ["entries", "head", "tail", "last_of_ring", "next", "last", "done", "returns", "copy", "silent"],
    };

    private static bool Miss(Binding binding, YamlMapping entry, string name, string message, string cure)
    {
        binding.Report.Error(DiagnosticCodes.MissingKey, entry.WhereMissing(name), message, cure);
        return false;
    }

    private static bool Refuse(Binding binding, YamlNode stray, string message, string cure)
    {
        binding.Report.Error(DiagnosticCodes.WrongChoice, stray, message, cure);
        return false;
    }
}
