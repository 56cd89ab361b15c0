namespace Vpio.Outcomes;

/// <summary>Input that cannot be used; the message says what is wrong and what to do. It ends the verb with <see cref="ExitStatus.Usage"/>.</summary>
internal sealed class InputException(string message) : Exception(message);
