using System.Diagnostics;

namespace Vpio.Tests;

public class VerifyCommandTests
{
    [Fact]
    public void NoGuestCanTell()
    {
        var (status, output, errors) = CommandLine.Run("verify", "handoff", "--guests", "2,3", "--handoffs", "20");

        Assert.Equal(0, status);
        Assert.Empty(errors);
        Assert.StartsWith("ne2k (NE2000-compatible Ethernet controller (DP8390)), variant dp8390; device simulated, seed 1: no guest could tell", output, StringComparison.Ordinal);
        Assert.Equal(3, output.Split("no guest could tell").Length - 1);
    }

    [Fact]
    public void AModelNeedsTheVariantOfItsDevice()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("verify").FullName, "renamed.yaml");
        File.WriteAllText(path, File.ReadAllText(RepositoryFiles.PathOf("models", "ne2k.yaml")).Replace("\n  qemu:\n", "\n  emulated:\n", StringComparison.Ordinal));

        var (status, _, errors) = CommandLine.Run("verify", "handoff", path, "--device", "qemu");

        Assert.Equal(2, status);
        Assert.Contains("has no variant 'qemu', which --device qemu needs", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void JsonTellsTheSame()
    {
        var json = CommandLine.RunJson("verify", "handoff", "models/ne2k.yaml", "--guests", "2", "--handoffs", "10", "--seed", "7", "--json");

        Assert.Equal(("equivalence", true, 7), ((string?)json["verification"], (bool)json["clean"]!, (int)json["seed"]!));
        Assert.True((long)json["results"]![0]!["handoffs"]! >= 10);
        Assert.Null(json["results"]![0]!["failure"]);
    }

    [Fact]
    public void AFailureEndsWithStatusOneAndSaysHowToSeeItAgain()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("verify").FullName, "careless.yaml");
        File.WriteAllText(path, File.ReadAllText(RepositoryFiles.PathOf("models", "ne2k.yaml")).Replace("- { registers: [RCR, IMR, TCR], restore: write }", "", StringComparison.Ordinal));

        var (status, output, _) = CommandLine.Run("verify", "handoff", path, "--guests", "3", "--handoffs", "10");
        var again = CommandLine.Run("verify", "handoff", path, "--device", "simulated", "--guests", "3", "--handoffs", "1", "--seed", "1");

        Assert.Equal(1, status);
        Assert.Contains($"again: vpio verify handoff {path} --device simulated --guests 3 --handoffs 1 --seed 1", output, StringComparison.Ordinal);
        Assert.Equal((1, output), (again.Status, again.Output));
    }

    [Theory]
    [InlineData("is not a number of guests: give --guests as numbers from 2 to 16", "--guests", "1")]
    [InlineData("is not a number of guests: give --guests as numbers from 2 to 16", "--guests", "2,,3")]
    [InlineData("is not a number of hand-offs: give --handoffs as a whole number from 1", "--handoffs", "0")]
    [InlineData("is not a seed: give --seed as a whole number from 0", "--seed", "-1")]
    [InlineData("--control, --mutate and --unhook are verifications of their own: give one of them", "--control", "--mutate")]
    [InlineData("--control takes one number of guests", "--control", "--guests", "2,3")]
    [InlineData("is not a number of guests: give --guests as numbers from 2 to 16", "--guests", "17")]
    [InlineData("is not a number of hand-offs: give --handoffs as a whole number from 1", "--handoffs", "100000001")]
    [InlineData("is not a number of hand-offs: give --handoffs as a whole number from 1", "--handoffs", "many")]
    [InlineData("is not a seed: give --seed as a whole number from 0", "--seed", "99999999999999999999")]
    [InlineData("there is no bench for it", "docs/examples/tn8.yaml", "--device", "qemu")]
    [InlineData("There is one for ne2k, e1000, rtl8139, pcnet", "docs/examples/tn8.yaml")]
    [InlineData("there is no device 'simulated' for the model 'e1000': give --device qemu", "models/e1000.yaml")]
    [InlineData("has no context, and so promises nothing of a hand-off", "tests/Vpio.Tests/Golden/sender.yaml")]
    [InlineData("toaster", "--device", "toaster")]
    [InlineData("there is no such file", "nowhere.yaml")]
    public void BadOptionsEndWithStatusTwo(string message, params string[] arguments)
    {
        var (status, output, errors) = CommandLine.Run(["verify", "handoff", .. arguments]);

        Assert.Equal(2, status);
        Assert.Empty(output);
        Assert.Contains(message, errors, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutQemuItSaysWhatToInstall()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [typeof(Program).Assembly.Location, "verify", "handoff", "--device", "qemu", "--json"])
        {
            WorkingDirectory = RepositoryFiles.Root, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["PATH"] = "";
        using var process = Process.Start(start)!;

        Assert.Empty(process.StandardOutput.ReadToEnd());
        Assert.Contains("the device 'qemu' cannot be made: qemu-system-x86_64 was not found on PATH; install it: apt-get install qemu-system-x86", process.StandardError.ReadToEnd(), StringComparison.Ordinal);
        process.WaitForExit();
        Assert.Equal(2, process.ExitCode);
    }
}
