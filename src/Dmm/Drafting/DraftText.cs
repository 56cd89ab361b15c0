using Dmm.Devices;

namespace Dmm.Drafting;

/// <summary>The texts of drafts.</summary>
internal static class DraftText
{
    /// <summary>What is between the registers and the context of a draft that was made from a recording.</summary>
    /// <param name="memory">What checks can say of guest memory; empty where the device has none.</param>
    public static string Rest(string memory) => Machines + (memory.Length > 0 ? memory : CardMemory) + BeforeContext;

    private const string Machines = """
        # A machine is one thing that the device can be busy with, so that a hand-off in the middle would break it: mostly a transmitter, and
        # often an engine that copies. Give it a state for that, and transitions: what begins it, and how it is known to be over.
        machines:
          engine:
            initial: idle
            states: { idle: { reusable: true } }
            transitions: []
            #  - { from: any, to: busy, on: write COMMAND, when: COMMAND.START, check: frame_in_memory }
            #  - { from: busy, to: idle, on: observe STATUS, when: STATUS.DONE }


        """;

    private const string CardMemory = """
        # Where a DMA may go (windows), and what must be true before the device sees an access (checks):
        # windows: { ram: { space: card, at: 0x4000, size: 0x4000 } }
        # checks:
        #   frame_in_memory: { dma: read, at: ADDRESS, length: LENGTH, within: ram, because: a frame must lie in on-card memory }
        # interrupt: { cause: STATUS, mask: MASK }
        # reusable: { no_pending_cause: { holds: (STATUS & MASK) == 0, because: an interrupt that the driver has not seen would be lost } }


        """;

    private const string BeforeContext = """
        # What must survive a hand-off, in the order of restoring. Decide of each: causes cannot be written back ('restore: virtual'), a
        # command may begin something when it is ('as: 0'), what the device alone computes need not be here.
        context:

        """;

    /// <summary>How each draft begins.</summary>
    public static string Head(string name, string soundness = "pio-only", string why = "") => $"""
        # yaml-language-server: $schema=model.schema.json
        # 'vpio schema > model.schema.json' writes the schema by which editors complete keys and show mistakes.
        # docs/writing-a-model.md leads on from here; 'vpio check' tells what is wrong.
        model: {name}
        title: {name}, a NIC that is still to be described
        # pio-only: the device never touches guest memory. Else register-addressed: the addresses of DMA are in its registers; or
        # descriptor-addressed: they are in guest memory, where the guest can change them after a check.
        {why}soundness: {soundness}

        """;

    /// <summary>A small NIC, complete, with comments.</summary>
    public static string Example(string name, RegionSpace space)
    {
        var isMemory = space == RegionSpace.Memory;
        var region = isMemory ? "mmio" : "io";
        string At(int index) => isMemory ? $"at: {region}+0x{4 * index:x2}, size: 4" : $"at: {region}+0x{index:x2}";
        return Head(name) + $$"""
            # How the device is found: PCI vendor and device, or port bases.
            identity: {{(isMemory ? "{ pci: [1234:5678] }" : "{ isa: [0x300] }")}}
            sources: { ds: the data sheet }

            regions:
              {{region}}: { space: {{(isMemory ? "memory" : "port")}}, bar: 0, size: 0x{{(isMemory ? 0x100 : 0x20):x}} }
            # Every register that a guest may touch; what is not listed is denied. Say where a fact comes from that is not obvious.
            registers:
              COMMAND: { {{At(0)}}, reset: 0, fields: { RUN: 0, SEND: { bits: 1, access: self-clearing } }, source: "ds: where SEND is said to read 1 until the frame is gone" }
              PAGE:    { {{At(1)}} }
              LENGTH:  { {{At(2)}} }
              STATUS:  { {{At(3)}}, access: [w1c, hardware-set], reset: 0, fields: { SENT: 0, RECEIVED: 1 } }
              MASK:    { {{At(4)}}, reset: 0 }
              POINTER: { {{At(5)}}, access: [rw, hardware-set] }
              DATA:    { {{At(6).Split(',')[0]}}, size: {{(isMemory ? "4" : "[1, 2]")}}, access: stream }

            # Ranges of memory on the card that checks speak of; guest memory is a window with 'space: guest'.
            windows:
              ram: { space: card, at: 0, size: 0x1000 }

            # A machine is one thing that the device can be busy with. May the device be handed over now? Where the answer is another, it is
            # another state. Every way in and every way out is a transition.
            machines:
              transmitter:
                initial: idle
                states: { idle: { reusable: true }, sending: {} }
                transitions:
                  - { from: any, to: sending, on: write COMMAND, when: COMMAND.RUN and COMMAND.SEND, check: frame_in_ram }
                  - { from: sending, to: idle, on: write COMMAND, when: not COMMAND.RUN }
                  - { from: sending, to: idle, on: observe COMMAND, when: not COMMAND.SEND }

            # What must be true before the device sees an access, and why.
            checks:
              frame_in_ram: { dma: read, at: PAGE << 8, length: LENGTH, within: ram, because: a frame must lie in the memory of the card }

            interrupt: { cause: STATUS, mask: MASK }

            # What must hold before a hand-off beside the states.
            reusable:
              no_pending_cause: { holds: (STATUS & MASK) == 0, because: an interrupt that the driver has not seen would be lost }

            # What must survive a hand-off, in the order of restoring: stop the device, put everything back, let it run.
            context:
              - { register: COMMAND, restore: write, as: 0 }
              - { memory: ram, save: copy, restore: copy }
              - { registers: [PAGE, LENGTH, POINTER, MASK], restore: write }
              - { register: STATUS, restore: virtual, then: the monitor shows pending causes to the driver }
              - { register: COMMAND, restore: write }
            procedures:
              copy: { moves: ram, steps: [write POINTER = address, move DATA] }

            # What counts as one frame in reports.
            frames: { sent: write COMMAND, sent_when: COMMAND.RUN and COMMAND.SEND }

            """;
    }
}
