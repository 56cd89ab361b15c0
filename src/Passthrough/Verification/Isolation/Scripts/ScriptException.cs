namespace Passthrough.Verification.Isolation.Scripts;

/// <summary>A script that cannot be read: where, what is wrong, and what to write.</summary>
internal sealed class ScriptException(string file, int line, string message) : Exception($"{file}:{line}: {message}");
