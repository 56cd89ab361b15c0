using System.Diagnostics;
using Passthrough.Devices.Qemu;

namespace Passthrough.Tests.Qemu;

/// <summary>Starting QEMU, ending it, and what becomes of a NIC whose QEMU does not start or goes away.</summary>
public sealed class StartAndStopTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("q");

    public void Dispose() => folder.Delete(recursive: true);

    [QemuFact]
    public void NothingIsLeftBehind()
    {
        int processId;
        using (var nic = Started.Nic(Options))
        {
            processId = nic.ProcessId;
            Assert.NotEmpty(folder.GetFileSystemInfos());
        }

        Assert.Throws<ArgumentException>(() => Process.GetProcessById(processId));
        Assert.Empty(folder.GetFileSystemInfos());
    }

    [Fact]
    public void AMissingProgramIsAProblemThatTellsHowToInstallIt()
    {
        AssertNotStarted(Options with { Program = "no-such-qemu" }, "no-such-qemu was not found on PATH; install it: apt-get install qemu-system-x86");
    }

    [QemuFact]
    public void WhatQemuSaysAgainstADeviceIsPartOfTheProblem()
    {
        AssertNotStarted(Options with { Device = "no_such_nic" }, "ended with exit code 1; it said: ");
        AssertNotStarted(Options with { Device = "no_such_nic" }, "'no_such_nic' is not a valid device model name");
    }

    [Theory]
    [InlineData("ne2k_pci,romfile=/etc/passwd")]
    [InlineData("")]
    public void ADevicesNameHoldsNoOptions(string device)
    {
        AssertNotStarted(Options with { Device = device }, "is no name of a QEMU device");
    }

    [Fact]
    public void AStationAddressHasSixBytes()
    {
        AssertNotStarted(Options with { StationAddress = [1, 2, 3] }, "a station address has six bytes, not 3");
    }

    [Fact]
    public void MemoryIsBounded()
    {
        AssertNotStarted(Options with { Guests = 17 }, "QEMU's NIC has memory for 0 to 16 guests, not for 17");
        AssertNotStarted(Options with { Guests = -1 }, "not for -1");
        AssertNotStarted(Options with { MemoryMib = 0 }, "a guest has 1 to 128 MiB of memory, not 0");
        AssertNotStarted(Options with { MemoryMib = 129 }, "not 129");
    }

    [Fact]
    public void AProgramThatSaysNothingIsKilled()
    {
        var program = Script("exec sleep 600");

        AssertNotStarted(Options with { Program = program, StartWithinMs = 200 }, "did not connect within 200 ms");
    }

    [Fact]
    public void AProgramThatFailsIsQuotedAndNotAtLength()
    {
        var program = Script("i=0; while [ $i -lt 3000 ]; do echo 'a line of no interest' >&2; i=$((i+1)); done; echo 'the last one' >&2; exit 3");

        var problem = AssertNotStarted(Options with { Program = program }, "ended with exit code 3");

        Assert.EndsWith("the last one", problem, StringComparison.Ordinal);
        Assert.True(problem.Length < 3000);
    }

    [Fact]
    public void AFolderThatIsNotThereIsAProblem()
    {
        AssertNotStarted(Options with { TemporaryFolder = "/dev/null/nowhere" }, "the temporary folder /dev/null/nowhere cannot be used");
        AssertNotStarted(Options with { TemporaryFolder = "/tmp/" + new string('x', 100) }, "is too long for a socket");
    }

    [QemuFact]
    public void AQemuThatWasKilledIsAFailureAndReadsAllOnes()
    {
        using var nic = Started.Nic(Options);
        Process.GetProcessById(nic.ProcessId).Kill();

        Assert.Equal(0xffffUL, nic.Read(0, 0, 2));
        Assert.Contains("ended with exit code 137", nic.Failure, StringComparison.Ordinal);
        nic.Write(0, 0, 1, 0x21);
        nic.Advance(1);
        Assert.Equal(ulong.MaxValue, nic.Read(0, 0, 8));
        Assert.False(nic.WaitForInterrupt(long.MaxValue));
    }

    [QemuFact]
    public void AResetBringsBackAQemuThatWasKilled()
    {
        using var nic = Started.Nic(Options);
        Process.GetProcessById(nic.ProcessId).Kill();
        Assert.Equal(0xffUL, nic.Read(0, 0, 1));

        nic.Reset();

        Assert.Null(nic.Failure);
        Assert.Equal(0x80UL, nic.Read(0, 7, 1)); // ISR: it was just reset; QEMU leaves CR at 0 then
    }

    [QemuFact]
    public void AQemuThatIsKilledWhileSomebodyWaitsEndsTheWaiting()
    {
        using var nic = Started.Nic(Options);
        var process = Process.GetProcessById(nic.ProcessId);
        var killing = Task.Run(process.Kill);

        Assert.False(nic.WaitForInterrupt(long.MaxValue));

        killing.Wait();
        Assert.NotNull(nic.Failure);
    }

    [QemuFact]
    public void AGoneNicDoesNotInterrupt()
    {
        using var nic = Started.Nic(Options);
        var driver = new Driver(nic).Start();
        driver.Send(Simulated.Frames.To(Simulated.Frames.Broadcast));
        Assert.True(nic.InterruptLine);
        Process.GetProcessById(nic.ProcessId).Kill();

        nic.Advance(1_000_000_000);

        Assert.NotNull(nic.Failure);
        Assert.False(nic.InterruptLine);
        Assert.Equal([true, false], driver.Levels);
    }

    [QemuFact]
    public void AQemuThatDoesNotAnswerIsAFailure()
    {
        using var nic = Started.Nic(Options with { AnswerWithinMs = 1000 });
        using (var stop = Process.Start("kill", ["-STOP", nic.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            stop.WaitForExit();

        Assert.Equal(0xffUL, nic.Read(0, 0, 1));

        Assert.Contains("did not answer within 1000 ms", nic.Failure, StringComparison.Ordinal);
    }

    private QemuNicOptions Options => new() { Device = "ne2k_pci", TemporaryFolder = folder.FullName };

    private string AssertNotStarted(QemuNicOptions options, string expected)
    {
        Assert.Null(QemuNic.TryStart(options, out var problem));
        Assert.Contains(expected, problem, StringComparison.Ordinal);
        Assert.Empty(folder.GetDirectories());
        return problem!;
    }

    private string Script(string body)
    {
        var path = Path.Combine(folder.FullName, "program");
        File.WriteAllText(path, "#!/bin/sh\n" + body + "\n");
        using (var change = Process.Start("chmod", ["+x", path]))
            change.WaitForExit();
        return path;
    }
}
