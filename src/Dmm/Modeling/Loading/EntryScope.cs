using System.Numerics;
using Dmm.Expressions;
using Dmm.Modeling.Model;

namespace Dmm.Modeling.Loading;

/// <summary>What expressions over an entry may name: its fields, its own address, and the fields of the entries that led to it.</summary>
internal static class EntryScope
{
    /// <summary>What expressions call the address of the entry.</summary>
    public const string Here = "here";

    /// <summary>Makes the entries of a structure known to the expressions that follow; a field of an entry hides one of its name in those that led to it.</summary>
    public static void Enter(Binding binding, DescriptorInfo structure) =>
        Enter(binding, structure.Name, structure.Parent, structure.Fields, structure.HereWord);

    /// <summary>The same of a structure that is still being bound.</summary>
    public static void Enter(Binding binding, string name, DescriptorInfo? parent, IEnumerable<EntryFieldInfo> fields, int hereWord)
    {
        if (parent is not null)
            Enter(binding, parent);
        foreach (var field in fields)
        {
            var symbol = Symbol.Variable(field.Word, 64 - BitOperations.LeadingZeroCount(field.Mask));
            binding.Local[field.Name] = symbol;
            binding.Local[$"{name}.{field.Name}"] = symbol;
        }
        binding.Local[Here] = binding.Local[$"{name}.{Here}"] = Symbol.Variable(hereWord, 64);
    }
}
