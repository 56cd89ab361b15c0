using System.CommandLine;
using System.Globalization;

namespace Vpio.Input;

/// <summary>The options by which a user tells which device of a recording is meant.</summary>
/// <param name="Base">A port base or an address, or null.</param>
/// <param name="PciAddress">A PCI address, or null.</param>
/// <param name="Irq">An interrupt line, or null.</param>
internal sealed record DeviceOptions(ulong? Base, string? PciAddress, int? Irq)
{
    private static readonly Option<ulong?> BaseOption = new("--base")
    {
        Description = "Port base or memory address (above 0xffff) of the device, like 0x300, if the recording does not show it.",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (NumberText.TryParse(text, out var start))
                return start;
            result.AddError($"'{text}' is not a port or an address: give --base as 0x300, 768 or 0xfebf0000.");
            return null;
        },
    };

    private static readonly Option<string?> DeviceOption = new("--device") { Description = "PCI address of the device, like 00:03.0, if the recording holds several." };

    private static readonly Option<int?> IrqOption = new("--irq")
    {
        Description = "Number of the device's interrupt line, if the recording holds several.",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return number;
            result.AddError($"'{text}' is not an interrupt line: give --irq as a number, like 11.");
            return null;
        },
    };

    /// <summary>Adds the options to a verb.</summary>
    public static void AddTo(Command command)
    {
        command.Options.Add(BaseOption);
        command.Options.Add(DeviceOption);
        command.Options.Add(IrqOption);
    }

    /// <summary>What the user gave.</summary>
    public static DeviceOptions From(ParseResult parsed) =>
        new(parsed.GetValue(BaseOption), parsed.GetValue(DeviceOption), parsed.GetValue(IrqOption));
}
