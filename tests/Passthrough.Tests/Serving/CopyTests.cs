using System.Buffers.Binary;
using System.Text;
using Passthrough.Guests.VfioUser;
using Passthrough.Scenarios;
using Passthrough.Serving;
using Passthrough.Tests.Qemu;

namespace Passthrough.Tests.Serving;

/// <summary>Guests that wait for QEMU's e1000, and are answered meanwhile where the model says that nobody can tell.</summary>
public sealed class CopyTests : IDisposable
{
    private const uint Status = 0x08, Lights = 0xe00, Interrupts = 0xc0;
    private const int TurnMs = 1500;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    [QemuTheory]
    [InlineData("copy", true)]
    [InlineData("hold", false)]
    public void GuestWithoutTheDeviceReadsAndWritesWhatOnlyStores(string waiting, bool isAnswered) => Serve(waiting, (run, alpha, beta) =>
    {
        Read(alpha, Status);
        var usual = Read(alpha, Lights);
        var owner = run.Multiplexer.Owner;

        Write(beta, Lights, 0x0504_0302);
        Assert.Equal(0x0504_0302u, Read(beta, Lights));
        Assert.Equal(isAnswered, owner == run.Multiplexer.Owner);
        Assert.Equal(isAnswered ? 2 : 0, run.Guests[1].Tenant.Counts.Copied);

        Read(beta, Status); // which waits for the turn
        Assert.Equal(run.Guests[1].Tenant, run.Multiplexer.Owner);
        Assert.Equal(0x0504_0302u, Read(beta, Lights)); // and this is the device's
        Assert.Equal(isAnswered ? 2 : 0, run.Guests[1].Tenant.Counts.Copied);
        Assert.Equal(usual, Read(alpha, Lights));
    });

    /// <summary>A read of the causes clears them, so no copy can stand for it.</summary>
    [QemuFact]
    public void ReadThatMovesSomethingWaits() => Serve("copy", (run, alpha, beta) =>
    {
        Read(alpha, Status);
        Read(beta, Interrupts);
        Assert.Equal(run.Guests[1].Tenant, run.Multiplexer.Owner);
        Assert.Equal(0, run.Guests[1].Tenant.Counts.Copied);
    });

    /// <summary>What was only stored is a reason to get the device: somebody may wait for what it brings about.</summary>
    [QemuFact]
    public void GuestThatOnlyStoredGetsItsTurn() => Serve("copy", (run, alpha, beta) =>
    {
        Read(alpha, Status);
        Write(beta, Lights, 1);
        Assert.NotEqual(run.Guests[1].Tenant, run.Multiplexer.Owner);
        Assert.True(SpinWait.SpinUntil(() => run.Multiplexer.Owner == run.Guests[1].Tenant, 10 * TurnMs));
    });

    public void Dispose() => folder.Delete(recursive: true);

    private void Serve(string waiting, Action<ServedRun, Client, Client> body)
    {
        var model = new ModelText("e1000.yaml", File.ReadAllBytes(RepositoryFiles.PathOf("models/e1000.yaml")));
        var text = $$"""
            scenario: test
            device: { kind: qemu, device: e1000 }
            sharing: { waiting: {{waiting}} }
            scheduler: { least_ms: {{TurnMs}}, most_ms: {{TurnMs}} }
            guests: [{ name: alpha, kind: vmm }, { name: beta, kind: vmm }]

            """;
        var result = ScenarioLoader.Load("test.yaml", Encoding.UTF8.GetBytes(text), model);
        Assert.Empty(result.Diagnostics);
        using var run = ServeBuilder.TryBuild(result.Scenario!, folder.FullName, out var problem);
        Assert.Null(problem);
        using var ending = new CancellationTokenSource();
        var serving = Task.Run(() => run!.Run(cancel: ending.Token));
        try
        {
            using var alpha = Attach(run!, 0);
            using var beta = Attach(run!, 1);
            body(run!, alpha, beta);
        }
        finally
        {
            ending.Cancel();
            serving.Wait();
        }
    }

    private static Client Attach(ServedRun run, int place)
    {
        var client = new Client(run.Guests[place].Socket);
        client.Send(MessageKind.Version, [0, 0, 0, 0, .. "{}\0"u8]);
        Assert.Equal(0u, client.Take().Error);
        client.Send(MessageKind.WriteRegion, Client.Access(Place.ConfigRegion, 4, 2, 7, 0));
        Assert.Equal(0u, client.Take().Error);
        return client;
    }

    private static uint Read(Client client, uint register)
    {
        client.Send(MessageKind.ReadRegion, Client.Access(0, register, 4));
        var reply = client.Take();
        Assert.Equal(0u, reply.Error);
        return BinaryPrimitives.ReadUInt32LittleEndian(reply.Body.AsSpan(^4));
    }

    private static void Write(Client client, uint register, uint value)
    {
        client.Send(MessageKind.WriteRegion, Client.Access(0, register, 4, BitConverter.GetBytes(value)));
        Assert.Equal(0u, client.Take().Error);
    }
}
