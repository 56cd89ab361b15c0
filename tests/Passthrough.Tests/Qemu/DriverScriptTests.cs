using System.Diagnostics;
using System.Text;
using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Memory;
using Dmm.Modeling.Loading;
using Dmm.Replaying;
using Dmm.Tracing;

namespace Passthrough.Tests.Qemu;

/// <summary>The drivers of other systems, played on QEMU's own devices: what the kept logs say of them is not from memory.</summary>
public class DriverScriptTests
{
    private static readonly string Folder = RepositoryFiles.PathOf("tests", "Dmm.Tests", "Drivers");

    public static TheoryData<string, string> Scripts()
    {
        var data = new TheoryData<string, string>();
        foreach (var script in Directory.EnumerateFiles(Folder, "*.qtest", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            data.Add(Path.GetFileName(Path.GetDirectoryName(script))!, Path.GetFileNameWithoutExtension(script));
        return data;
    }

    [QemuTheory]
    [MemberData(nameof(Scripts))]
    public void QemuAnswersAsItsKeptLogDoes(string model, string driver)
    {
        var script = File.ReadAllText(Path.Combine(Folder, model, $"{driver}.qtest"));

        var answers = Play(model == "ne2k" ? "ne2k_pci" : model, script);

        Assert.Equal(script.Count(letter => letter == '\n'), answers.Length);
        Assert.All(answers, answer => Assert.StartsWith("OK", answer, StringComparison.Ordinal));
        Assert.Equal(Verdict(model, File.ReadAllBytes(Path.Combine(Folder, model, $"{driver}.log"))), Verdict(model, LogOf(script, answers)));
    }

    /// <summary>The log that QEMU writes of a script, which it keeps back until it ends.</summary>
    private static byte[] LogOf(string script, string[] answers) =>
        Encoding.UTF8.GetBytes("[I 0.000000] OPENED\n" + string.Concat(script.Split('\n').Zip(answers, (command, answer) => $"[R +0.000001] {command}\n[S +0.000001] {answer}\n")));

    private static string Verdict(string name, byte[] log)
    {
        var model = ModelLoader.Load($"{name}.yaml", RepositoryFiles.Bytes("models", $"{name}.yaml"), name == "pcnet" ? null : "qemu").Model!;
        using var reader = TraceReaders.Open(new MemoryStream(log), new TraceReaderOptions { PciIds = model.PciIds });
        var memory = new GuestMap(new MemoryWindow(0, 512 << 20, 0));
        var report = new Replayer(TableCompiler.Compile(model, HookGoals.Handoff | HookGoals.Dma), memory: memory).Run(reader);
        return string.Join('\n', report.Denied.Select(each => each.Text).Concat(report.Machines.Select(machine => $"{machine.Name} ends {machine.Final}")).Append($"{report.Accesses} accesses"));
    }

    private static string[] Play(string device, string script)
    {
        var start = new ProcessStartInfo("qemu-system-x86_64",
            ["-machine", "q35", "-m", "512", "-nodefaults", "-display", "none", "-device", $"{device},addr=1", "-qtest", "stdio", "-qtest-log", "none"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var qemu = Process.Start(start)!;
        _ = qemu.StandardError.ReadToEndAsync();
        qemu.StandardInput.Write(script);
        qemu.StandardInput.Flush();
        List<string> answers = [];
        for (var left = script.Count(letter => letter == '\n'); left > 0 && qemu.StandardOutput.ReadLine() is { } answer; left--)
            answers.Add(answer);
        qemu.Kill();
        qemu.WaitForExit();
        return [.. answers];
    }
}
