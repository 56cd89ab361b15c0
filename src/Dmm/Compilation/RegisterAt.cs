using Dmm.Modeling.Model;

namespace Dmm.Compilation;

/// <summary>What stands at a place.</summary>
/// <param name="Register">The register, or null where none is listed.</param>
/// <param name="Shift">How far the place stands from the register's lowest bit.</param>
public readonly record struct RegisterAt(RegisterInfo? Register, int Shift);
