namespace Vpio.Tests;

public class ExportCommandTests
{
    private const string Model = "models/ne2k.yaml";

    [Theory]
    [InlineData("stateless")]
    [InlineData("json")]
    public void AFileHoldsWhatIsPrinted(string format)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("export").FullName, "model");

        var (status, output, _) = CommandLine.Run("export", Model, "--format", format, "--output", path);

        Assert.Equal((0, ""), (status, output));
        Assert.Equal(CommandLine.Run("export", Model, "--format", format).Output, File.ReadAllText(path));
    }

    [Theory]
    [InlineData("--format is missing")]
    [InlineData("'xml' is not valid for --format: give one of stateless, json", "--format", "xml")]
    [InlineData("there is no such folder", "--format", "json", "--output", "nowhere/at/all")]
    [InlineData("cannot be written", "--format", "json", "--output", "docs")]
    public void WrongUsageEndsWithStatusTwo(string message, params string[] options)
    {
        var (status, output, errors) = CommandLine.Run(["export", Model, .. options]);

        Assert.Equal(2, status);
        Assert.Contains(message, errors, StringComparison.Ordinal);
        Assert.Empty(output);
    }
}
