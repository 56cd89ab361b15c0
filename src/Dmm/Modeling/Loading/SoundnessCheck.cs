using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Reads the soundness class, and refuses one that promises more than the checks of the model can hold.</summary>
internal static class SoundnessCheck
{
    private static readonly Dictionary<string, Soundness> Classes = new(StringComparer.Ordinal)
    {
        ["pio-only"] = Soundness.PioOnly,
        ["register-addressed"] = Soundness.RegisterAddressed,
        ["descriptor-addressed"] = Soundness.DescriptorAddressed,
    };

    /// <summary>The class, or null when it could not be read.</summary>
    public static Soundness? Read(Binding binding)
    {
        if (binding.Root.Scalar("soundness") is not { } word)
            return null;
        var soundness = Classes[word.Text];
        var host = binding.Checks.Values.FirstOrDefault(check => check.IsOfGuest);
        var walk = binding.Checks.Values.FirstOrDefault(check => check.Walk is not null);
        if (soundness != Soundness.DescriptorAddressed && walk is not null)
            Refuse(binding, word, $"the check '{walk.Name}' (line {walk.Location.Line}) reads descriptors in guest memory, where the guest can change them after the check", "write descriptor-addressed");
        else if (soundness == Soundness.PioOnly && host is not null)
            Refuse(binding, word, $"the check '{host.Name}' (line {host.Location.Line}) is about guest memory, which a pio-only device never touches", "write register-addressed, or descriptor-addressed if the addresses are in guest memory");
        return soundness;
    }

    private static void Refuse(Binding binding, YamlScalar word, string message, string cure) =>
        binding.Report.Error(DiagnosticCodes.Soundness, word, message, cure);
}
