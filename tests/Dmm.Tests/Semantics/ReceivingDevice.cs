using Dmm.Hooking;
using Dmm.Modeling.Model;

namespace Dmm.Tests.Semantics;

/// <summary>A small device that receives frames, and says how.</summary>
internal static class ReceivingDevice
{
    public const uint Command = 0x00;
    public const uint Mode = 0x03;
    public const uint Station = 0x08;
    public const uint Hash = 0x10;

    /// <summary>Its <c>receive</c> section.</summary>
    public const string Section = """
        receive:
          listens: running and MODE.QUIET == 0
          ring: { in: ram, unit: 0x100, first: FIRST, end: END, read: BND, next: CUR }
          header: { bytes: 4, next: 1, status: 0, shown_in: STAT }
          cause: [CAUSE.GOT, CAUSE.LOST]
          accepts: { station: MAC, broadcast: MODE.ALL, groups: { when: MODE.GROUPS, hash: HASH }, everything: MODE.ANY }
          widen: [{ register: MODE, as: MODE | 7 }, { register: HASH, as: 0xffffffffffffffff }]
        """;

    public const string Text = $$"""
        registers:
          CMD: { at: io+0x00, fields: { GO: 0 } }
          STAT: { at: io+0x01, access: [r, hardware-set] }
          CAUSE: { at: io+0x02, access: [w1c, hardware-set], fields: { GOT: 0, SENT: 1, LOST: 4..5 } }
          MODE: { at: io+0x03, access: w, fields: { ALL: 0, GROUPS: 1, ANY: 2, QUIET: 3 }, readback: { at: io+0x18 } }
          CUR: { at: io+0x04, access: [rw, hardware-set] }
          BND: { at: io+0x05 }
          FIRST: { at: io+0x06 }
          END: { at: io+0x07, access: w }
          MAC: { at: io+0x08..0x0d }
          MASK: { at: io+0x0e }
          HASH: { at: io+0x10, size: 8 }
        windows: { ram: { space: card, at: 0x4000, size: 0x4000 } }
        variables: { running: { range: 0..1 } }
        interrupt: { cause: CAUSE, mask: MASK }
        rules: [{ on: write CMD, do: set running = CMD.GO }]
        {{Section}}
        context:
          - { registers: [CMD, CUR, BND, MODE, FIRST, END, MAC, MASK, HASH], save: none, restore: none }
          - { register: CAUSE, restore: virtual }
          - { memory: ram, save: none, restore: none }
        """;

    /// <summary>The device for some goals.</summary>
    public static SmallDevice With(HookGoals goals) => SmallDevice.Of(Text, goals);

    /// <summary>What a device's model says of receiving.</summary>
    public static ReceiveInfo Receive(this SmallDevice device) => device.Model.Receive!;
}
