namespace Passthrough.Tests.Qemu;

/// <summary>As <see cref="QemuFactAttribute"/>, with cases.</summary>
internal sealed class QemuTheoryAttribute : TheoryAttribute
{
    public QemuTheoryAttribute() => Skip = new QemuFactAttribute().Skip;
}
