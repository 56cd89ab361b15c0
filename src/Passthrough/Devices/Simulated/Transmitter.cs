using System.Buffers.Binary;

namespace Passthrough.Devices.Simulated;

/// <summary>Sends the TBCR bytes at page TPSR, as they are when the wire is free (data sheet, 8.0 Packet Transmission).</summary>
/// <remarks>
/// Nothing is padded. Where there is no RAM, ones are sent. Where there are collisions on this wire, each frame of odd length has one, and it takes
/// no time; TXE is never set. A count of 0, of which the data sheet says nothing, sends no frame but ends with PTX, as in QEMU.
/// In loopback modes 1 and 2 nothing leaves the card, though the wire is taken to be in use.
/// </remarks>
internal sealed class Transmitter(Dp8390State state, CardMemory memory, Receiver receiver, bool oddFramesCollide)
{
    private const int OutsideMode = 3; // loopback through the cable

    private byte[] frame = [];
    private int loopbackMode;
    private bool inhibitsCrc;

    /// <summary>Whether a transmission waits for the wire.</summary>
    public bool IsDeferred => state.Transmission == TransmissionPhase.Deferred;

    /// <summary>Obeys TXP. While a frame is on its way, another cannot be sent.</summary>
    public void Start()
    {
        if (state.Transmission != TransmissionPhase.None)
            return;
        state.Transmission = TransmissionPhase.Deferred;
        state.Tsr = state.Ncr = 0;
    }

    /// <summary>The wire is free: the frame begins.</summary>
    /// <returns>The bytes from destination to frame check sequence.</returns>
    public int Begin()
    {
        state.Transmission = TransmissionPhase.Sending;
        loopbackMode = state.LoopbackMode;
        inhibitsCrc = (state.Tcr & Tcr.InhibitCrc) != 0;
        frame = new byte[state.Tbcr];
        state.Clda = (ushort)(state.Tpsr << 8);
        for (var i = 0; i < frame.Length; i++)
            frame[i] = memory[state.Clda++];
        return frame.Length + (inhibitsCrc ? 0 : FrameCheckSequence.ByteCount);
    }

    /// <summary>The frame is out.</summary>
    /// <returns>What a receiver on the wire takes for a whole frame; null if it is none.</returns>
    public byte[]? Finish()
    {
        state.Transmission = TransmissionPhase.None;
        state.Isr |= Isr.Ptx;
        state.Tsr = loopbackMode switch
        {
            1 => Tsr.Ptx | Tsr.CarrierLost | Tsr.HeartbeatLost, // AN-937, 6.0: there is no transceiver to answer
            2 => Tsr.Ptx | Tsr.HeartbeatLost,
            _ => Tsr.Ptx,
        };
        if (oddFramesCollide && loopbackMode == 0 && frame.Length % 2 != 0)
        {
            state.Ncr = 1;
            state.Tsr |= Tsr.Collided;
        }
        var body = inhibitsCrc ? BodyOf(frame) : frame;
        if (loopbackMode != 0)
            receiver.HearOwn(frame, inhibitsCrc && body is not null);
        return loopbackMode is 0 or OutsideMode && body is { Length: > 0 } ? body : null;
    }

    /// <summary>The frame on its way is lost.</summary>
    public void Abort() => state.Transmission = TransmissionPhase.None;

    /// <summary>The frame without the frame check sequence that the driver put at its end; null if that is wrong.</summary>
    private static byte[]? BodyOf(byte[] frame)
    {
        if (frame.Length < FrameCheckSequence.ByteCount)
            return null;
        var body = frame.AsSpan(..^FrameCheckSequence.ByteCount);
        return BinaryPrimitives.ReadUInt32LittleEndian(frame.AsSpan(body.Length)) == FrameCheckSequence.Of(body) ? body.ToArray() : null;
    }
}
