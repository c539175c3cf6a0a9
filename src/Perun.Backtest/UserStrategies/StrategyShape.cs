using System.Reflection;
using System.Runtime.ExceptionServices;
using Perun.Core.Strategies;

namespace Perun.Backtest.UserStrategies;

/// What a compiled file offers: one public strategy with one constructor, whose parameters with a [Range] are the strategy's.
internal sealed class StrategyShape
{
    private readonly ConstructorInfo _constructor;
    private readonly ParameterInfo[] _arguments;

    private StrategyShape(ConstructorInfo constructor, ParameterInfo[] arguments, Parameter[] parameters) =>
        (_constructor, _arguments, Parameters) = (constructor, arguments, parameters);

    public string Name => _constructor.DeclaringType!.Name;

    public Parameter[] Parameters { get; }

    /// <param name="objection">Says what is wrong, of which class and which constructor parameter.</param>
    public static StrategyShape? Of(Assembly assembly, Action<string?, string?, string> objection)
    {
        Type[] found = [.. assembly.GetExportedTypes().Where(type => type is { IsClass: true, IsAbstract: false } && typeof(IStrategy).IsAssignableFrom(type))];
        switch (found)
        {
            case []:
                objection(null, null, "No public class here is a strategy: write one like `public sealed class MyIdea : IStrategy`.");
                return null;
            case [_, var second, ..]:
                objection(second.Name, null, $"A file holds one strategy, and here are {string.Join(" and ", found.Select(type => type.Name))}: move the others to files of their own, or make them internal.");
                return null;
        }
        var type = found[0];
        if (type.ContainsGenericParameters || type.GetConstructors() is not [var constructor])
        {
            objection(type.Name, null, $"{type.Name} needs exactly one public constructor and no type parameters, so that it is clear how it is made.");
            return null;
        }
        var arguments = constructor.GetParameters();
        Parameter[] parameters = [.. arguments.Select(argument => Read(argument, type.Name, objection)).OfType<Parameter>()];
        return Array.TrueForAll(arguments, argument => argument.HasDefaultValue) ? new StrategyShape(constructor, arguments, parameters) : null;
    }

    public IStrategy Make(ParameterValues values)
    {
        var arguments = new object?[_arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            var argument = _arguments[i];
            // Boxed each by itself: the two arms of one conditional would both become double.
            if (argument.GetCustomAttribute<RangeAttribute>() is null) arguments[i] = argument.DefaultValue;
            else if (argument.ParameterType == typeof(int)) arguments[i] = values.Whole(argument.Name!);
            else arguments[i] = values[argument.Name!];
        }
        try
        {
            return (IStrategy)_constructor.Invoke(arguments);
        }
        catch (TargetInvocationException wrapped) when (wrapped.InnerException is { } thrown)
        {
            ExceptionDispatchInfo.Throw(thrown);
            throw;
        }
    }

    private static Parameter? Read(ParameterInfo argument, string type, Action<string?, string?, string> objection)
    {
        var name = argument.Name!;
        if (!argument.HasDefaultValue) objection(type, name, $"{name} has no default: write one, like `{name} = 20`.");
        if (argument.GetCustomAttribute<RangeAttribute>() is not { } range || !argument.HasDefaultValue) return null;
        var isWhole = argument.ParameterType == typeof(int);
        if (!isWhole && argument.ParameterType != typeof(double))
        {
            objection(type, name, $"{name} has a [Range] and is neither int nor double: make it one of them, or take the [Range] away.");
            return null;
        }
        var parameter = new Parameter(name, Convert.ToDouble(argument.DefaultValue), range.Min, range.Max, range.Step, range.Meaning);
        var flaw = isWhole && !parameter.IsWhole ? $"{name} is an int: its [Range] needs whole numbers." : parameter.Flaw();
        if (flaw is null) return parameter;
        objection(type, name, flaw);
        return null;
    }
}
