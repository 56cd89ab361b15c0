using Dmm.Expressions.Terms;

namespace Dmm.Expressions.Solving;

/// <summary>
/// Finds few values of the bits that two conditions read, such that trying these is as good as trying all: bits that are only compared with
/// constants need the constants and what lies between them. Bits that are read together stay together; everything else is independent.
/// </summary>
internal static class DomainBuilder
{
    public static List<Domain> Build(IEnumerable<Use> uses, IReadOnlyList<ulong> machines)
    {
        var domains = new List<Domain>();
        foreach (var word in uses.GroupBy(use => (use.Read.Word, use.Read.IsOld)))
        {
            var rest = word.ToList();
            if (word.Key is (StateWord, false))
                domains.AddRange(machines.Select(machine => OfMachine(machine, rest)).OfType<Domain>());
            while (rest.Count > 0)
                domains.AddRange(OfGroup(word.Key.Word, word.Key.IsOld, TakeOverlapping(rest)));
        }
        return domains;
    }

    /// <summary>The states of all machines are bits of this word.</summary>
    private const int StateWord = 0;

    /// <summary>A machine is in one of the states that are asked for, or in another one if it has more.</summary>
    private static Domain? OfMachine(ulong machine, List<Use> uses)
    {
        var asked = uses.Where(use => (use.Read.Bits & machine) != 0).ToList();
        if (asked.Count == 0 || asked.Exists(use => use.Read.Mask != 1))
            return null;
        uses.RemoveAll(asked.Contains);
        var states = asked.Select(use => use.Read.Bits).Distinct().ToList();
        var others = states.Aggregate(machine, (left, state) => left & ~state);
        if (others != 0)
            states.Add(others & (~others + 1)); // the lowest of them, for all
        return new Domain(StateWord, false, machine, [.. states]);
    }

    /// <summary>Takes out the first use and all that share bits with it, directly or through others.</summary>
    private static List<Use> TakeOverlapping(List<Use> uses)
    {
        var bits = uses[0].Read.Bits;
        var group = new List<Use>();
        for (var found = true; found;)
        {
            var sharing = uses.FindAll(use => (use.Read.Bits & bits) != 0);
            uses.RemoveAll(use => (use.Read.Bits & bits) != 0);
            group.AddRange(sharing);
            bits = sharing.Aggregate(bits, (sum, use) => sum | use.Read.Bits);
            found = sharing.Count > 0;
        }
        return group;
    }

    private static IEnumerable<Domain> OfGroup(int word, bool isOld, List<Use> group)
    {
        var bits = group.Aggregate(0UL, (sum, use) => sum | use.Read.Bits);
        var read = group[0].Read;
        if (group.TrueForAll(use => use.Kind == UseKind.Equality))
            return Slices(bits, group).Select(slice => new Domain(word, isOld, slice, ValuesToEqual(slice, group)));
        var isOneNumber = group.TrueForAll(use => use.Read == read && use.Kind != UseKind.Any) && (read.Mask & (read.Mask + 1)) == 0;
        return [new Domain(word, isOld, bits, isOneNumber ? ValuesToOrder(read, group) : null)];
    }

    /// <summary>The bits, cut so that every use reads all of a slice or nothing of it.</summary>
    private static List<ulong> Slices(ulong bits, List<Use> group)
    {
        List<ulong> slices = [bits];
        foreach (var cut in group.Select(use => use.Read.Bits).Distinct())
            slices = slices.SelectMany(slice => new[] { slice & cut, slice & ~cut }).Where(slice => slice != 0).ToList();
        return slices;
    }

    /// <summary>A slice equals its part of one of the constants, or differs from all; any value that differs stands for all that do.</summary>
    private static ulong[] ValuesToEqual(ulong slice, List<Use> group)
    {
        var values = group.Where(use => (use.Read.Bits & slice) != 0)
            .Select(use => (use.Constant << use.Read.Shift) & slice)
            .ToHashSet();
        var other = 0UL;
        do
        {
            if (values.Add(other))
                break;
            other = (other - slice) & slice;
        }
        while (other != 0);
        return [.. values];
    }

    /// <summary>A number is one of the constants, just beside one, or at an end.</summary>
    private static ulong[] ValuesToOrder(WordTerm read, List<Use> group) =>
        group.SelectMany(use => new[] { use.Constant - 1, use.Constant, use.Constant + 1 })
            .Append(0UL)
            .Append(read.Mask)
            .Where(value => value <= read.Mask)
            .Distinct()
            .Select(value => value << read.Shift)
            .ToArray();
}
