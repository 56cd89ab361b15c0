namespace Stateless;

/// <summary>
/// Stands in for the class of the same name of the library Stateless, 5.0 and later: the members that exported source uses, with its
/// signatures and its refusals, so that the source can be compiled and run without the package.
/// </summary>
public sealed class StateMachine<TState, TTrigger>(TState initial)
    where TState : struct, Enum
    where TTrigger : struct, Enum
{
    private readonly Dictionary<TState, StateConfiguration> configured = [];
    private readonly HashSet<TTrigger> parameterized = [];
    private Action<TState, TTrigger> unhandled = (state, trigger) => throw new InvalidOperationException($"no transition leaves {state} on {trigger}");

    public TState State { get; private set; } = initial;

    public StateConfiguration Configure(TState state)
    {
        if (!configured.TryGetValue(state, out var configuration))
            configured[state] = configuration = new StateConfiguration(state);
        return configuration;
    }

    public TriggerWithParameters<TArg0> SetTriggerParameters<TArg0>(TTrigger trigger) =>
        parameterized.Add(trigger) ? new TriggerWithParameters<TArg0>(trigger) : throw new InvalidOperationException($"{trigger} has its parameters already");

    public void OnUnhandledTrigger(Action<TState, TTrigger> action) => unhandled = action;

    public void Fire<TArg0>(TriggerWithParameters<TArg0> trigger, TArg0 arg0)
    {
        var possible = Configure(State).Permitted.Where(each => each.Trigger.Equals(trigger.Trigger) && each.Guard(arg0)).ToList();
        if (possible.Count > 1)
            throw new InvalidOperationException($"several transitions leave {State} on {trigger.Trigger}");
        if (possible.Count == 0)
            unhandled(State, trigger.Trigger);
        else
            State = possible[0].To;
    }

    public sealed record TriggerWithParameters<TArg0>(TTrigger Trigger);

    public sealed class StateConfiguration(TState state)
    {
        internal List<(TTrigger Trigger, TState To, Func<object?, bool> Guard)> Permitted { get; } = [];

        public StateConfiguration PermitIf<TArg0>(TriggerWithParameters<TArg0> trigger, TState destinationState, Func<TArg0, bool> guard, string? guardDescription = null) =>
            destinationState.Equals(state) ? throw new ArgumentException($"use PermitReentryIf: {guardDescription}") : Add(trigger, destinationState, guard);

        public StateConfiguration PermitReentryIf<TArg0>(TriggerWithParameters<TArg0> trigger, Func<TArg0, bool> guard, string? guardDescription = null) =>
            string.IsNullOrEmpty(guardDescription) ? throw new ArgumentException("a guard is described") : Add(trigger, state, guard);

        private StateConfiguration Add<TArg0>(TriggerWithParameters<TArg0> trigger, TState to, Func<TArg0, bool> guard)
        {
            Permitted.Add((trigger.Trigger, to, argument => guard((TArg0)argument!)));
            return this;
        }
    }
}
