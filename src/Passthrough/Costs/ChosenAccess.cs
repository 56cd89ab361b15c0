using Dmm.Modeling.Model;
using Dmm.Tracing;
using Passthrough.Guests;

namespace Passthrough.Costs;

/// <summary>An access that stands for all of its kind, and can be repeated without end.</summary>
/// <param name="Register">The register.</param>
/// <param name="Access">The access.</param>
internal sealed record ChosenAccess(RegisterInfo Register, TraceEvent Access)
{
    /// <summary>The access as a guest asks for it.</summary>
    public GuestAccess AsGuestAccess => new(Access.Kind == TraceEventKind.Write, Access.Region, Access.Offset, Access.Size);

    /// <summary><c>read CR</c>.</summary>
    public override string ToString() => $"{(Access.Kind == TraceEventKind.Write ? "write" : "read")} {Register.Name}";
}
