namespace Passthrough.Devices.Simulated;

/// <summary>What becomes of a frame on the wire when a driver stops the NIC.</summary>
/// <remarks>
/// The data sheet says that what is in progress is completed; its overflow procedure has drivers send again a frame for which
/// neither PTX nor TXE is set, because on some chips it is not. A test chooses which chip it has.
/// </remarks>
public enum StopWhileSending
{
    /// <summary>The frame goes out (or comes in) whole, and only then the NIC is in its reset state (data sheet, CR: STP).</summary>
    Completes,

    /// <summary>The frame is lost at once, and ISR tells neither PTX nor TXE (data sheet, Buffer Ring Overflow: resend).</summary>
    Loses,
}
