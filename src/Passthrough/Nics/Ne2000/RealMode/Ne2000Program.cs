using System.Buffers.Binary;
using Iced.Intel;
using Passthrough.Guests.Kvm;

namespace Passthrough.Nics.Ne2000.RealMode;

/// <summary>A driver of an NE2000 as a real-mode program: it sends numbered, checksummed requests and examines the replies.</summary>
/// <remarks>
/// It is a driver as drivers are: REP INSW and REP OUTSW, a real interrupt handler, critical sections by CLI and STI, recovery from
/// an overflow and from a machine check. It is assembled from the options; what they fix is a constant in its code.
/// </remarks>
internal static class Ne2000Program
{
    /// <summary>Assembles it.</summary>
    /// <param name="options">What it does.</param>
    /// <param name="problem">What is wrong with them and what to do.</param>
    /// <returns>Null if the options make no sense.</returns>
    public static GuestProgram? TryAssemble(Ne2000ProgramOptions options, out string? problem)
    {
        problem = options.FindProblem();
        return problem is null ? Assemble(options) : null;
    }

    private static GuestProgram Assemble(Ne2000ProgramOptions options)
    {
        var code = new DriverCode(options);
        WorkloadCode.Write(code);
        MachineCheckCode.Write(code);
        StartCode.Write(code);
        RemoteDmaCode.Write(code);
        FrameCode.Write(code);
        SendCode.Write(code);
        ReceiveCode.Write(code);
        JudgeCode.Write(code);
        OverflowCode.Write(code);
        InterruptCode.Write(code);

        using var bytes = new MemoryStream();
        var result = code.A.Assemble(new StreamCodeWriter(bytes), rip: 0, BlockEncoderOptions.ReturnNewInstructionOffsets);
        if (bytes.Length > Layout.MostCodeBytes)
            throw new InvalidOperationException($"the driver has {bytes.Length} bytes of code, and its variables begin at {Layout.MostCodeBytes}");
        var image = new byte[Layout.ImageBytes];
        bytes.ToArray().CopyTo(image, 0);
        PutData(image, options);
        return new GuestProgram(image, Offset(result, code.Entry), Layout.StackTop, new Dictionary<byte, ushort>
        {
            [(byte)(ChipsetPorts.FirstInterruptVector + options.Interrupt)] = Offset(result, code.Interrupt),
            [ChipsetPorts.MachineCheckVector] = Offset(result, code.MachineCheck),
        });
    }

    private static ushort Offset(in AssemblerResult result, in Label label) => (ushort)result.GetLabelRIP(label);

    private static void PutData(Span<byte> image, Ne2000ProgramOptions options)
    {
        ReadOnlySpan<byte> station = [.. options.StationAddress], peer = [.. options.PeerAddress];
        Texts.Put(image, options);
        station.CopyTo(image[Layout.ReplyAddresses..]);
        peer.CopyTo(image[(Layout.ReplyAddresses + station.Length)..]);
        var frame = image[Layout.SendBuffer..];
        peer.CopyTo(frame);
        station.CopyTo(frame[peer.Length..]);
        frame[FrameFormat.Type] = FrameFormat.TypeHigh;
        frame[FrameFormat.Type + 1] = FrameFormat.TypeLow;
        BinaryPrimitives.WriteUInt16LittleEndian(frame[FrameFormat.Stream..], options.Stream);
        BinaryPrimitives.WriteUInt16LittleEndian(frame[FrameFormat.Replies..], 1);
    }
}
