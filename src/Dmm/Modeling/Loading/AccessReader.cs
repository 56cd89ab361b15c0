using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Reads access words.</summary>
internal static class AccessReader
{
    /// <summary>The words under <c>access</c>, or <paramref name="otherwise"/> when the key is not there.</summary>
    public static AccessWords Read(YamlMapping? entry, AccessWords otherwise)
    {
        if (entry?["access"] is null)
            return otherwise;
        var words = AccessWords.None;
        foreach (var scalar in entry.Scalars("access"))
            words |= Word(scalar.Text);
        // Words that only say what happens on a write leave the register readable, as the data sheets mean them.
        return (words & (AccessWords.Read | AccessWords.Write | AccessWords.WriteOneToClear | AccessWords.WriteOneToSet)) == 0
            ? words | otherwise : words;
    }

    private static AccessWords Word(string word) => word switch
    {
        "r" => AccessWords.Read,
        "w" => AccessWords.Write,
        "rw" => AccessWords.Read | AccessWords.Write,
        "w1c" => AccessWords.Read | AccessWords.WriteOneToClear,
        "w1s" => AccessWords.Read | AccessWords.WriteOneToSet,
        "read-to-clear" => AccessWords.Read | AccessWords.ReadToClear,
        "self-clearing" => AccessWords.SelfClearing,
        "hardware-set" => AccessWords.HardwareSet,
        "read-resets" => AccessWords.Read | AccessWords.ReadResets,
        "stream" => AccessWords.Stream,
        _ => throw new ArgumentException($"'{word}' should have been refused by its shape", nameof(word)),
    };
}
