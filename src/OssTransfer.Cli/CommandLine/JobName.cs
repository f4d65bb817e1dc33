using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using OssTransfer.Contracts;

namespace OssTransfer.Cli.CommandLine;

/// <summary>A job named by an argument or by <c>--jobID=</c>, the way every command accepts it.</summary>
internal sealed class JobName
{
    /// <summary>Of a completion: any job's name stands here.</summary>
    public const string CompletionKind = "job";

    private readonly Argument<string?> _argument;
    private readonly Option<string?> _option = new("--jobID") { Arity = ArgumentArity.ZeroOrOne, HelpName = "JOB", Description = "the same as the argument" };

    private JobName(bool required)
    {
        _argument = new Argument<string?>(required ? "JOB" : "[JOB]") { Arity = ArgumentArity.ZeroOrOne };

        // The names are the silo's, and a source of completions can't wait for it.
        _argument.CompletionSources.Add(context => [new CompletionItem(context.WordToComplete, CompletionKind)]);
        _option.CompletionSources.Add(context => [new CompletionItem(context.WordToComplete, CompletionKind)]);
    }

    /// <summary>Adds both spellings to a command, exactly one of which must be used, or none where a job is optional.</summary>
    public static JobName AddTo(Command command, bool required = true)
    {
        var name = new JobName(required);
        command.Arguments.Add(name._argument);
        command.Options.Add(name._option);
        command.Validators.Add(result => name.Validate(result, required));
        return name;
    }

    /// <summary>
    /// Adds both spellings to a command that also takes a second argument, which stands first where the job is named by <c>--jobID=</c>.
    /// </summary>
    /// <returns>The name, and what gives the other argument.</returns>
    public static (JobName Job, Func<ParseResult, string> Other) AddBefore(Command command, string other)
    {
        var name = new JobName(true);
        var second = new Argument<string?>(other) { Arity = ArgumentArity.ZeroOrOne };
        command.Arguments.Add(name._argument);
        command.Arguments.Add(second);
        command.Options.Add(name._option);
        command.Validators.Add(result =>
        {
            var isNamed = Given(result.TextOf(name._option)) is not null;
            var isEmpty = result.GetResult(second)?.Tokens is [{ Value: "" }] || result.GetResult(name._argument)?.Tokens is [{ Value: "" }];
            var isComplete = result.GetResult(second)?.Tokens.Count > 0 ? !isNamed : isNamed && result.GetResult(name._argument)?.Tokens.Count > 0;
            if (isEmpty || !isComplete)
            {
                result.AddError($"One job and one {other} are needed; write {Advice.Of(command.Name, "JOB", other)}, {Advice.Of("status")} shows the jobs");
            }
        });
        return (name, parse => parse.GetValue(second) ?? parse.GetValue(name._argument)!);
    }

    /// <summary>The job where <see cref="AddBefore"/> added the name.</summary>
    public string GetFirst(ParseResult parse) => Given(parse.GetValue(_option)) ?? parse.GetValue(_argument)!;

    public string? Find(ParseResult parse) => Given(parse.GetValue(_argument)) ?? Given(parse.GetValue(_option));

    public string Get(ParseResult parse) => Find(parse)!;

    /// <summary>Whether one is named at all, before anything is known to be right.</summary>
    public bool IsNamed(CommandResult result) => result.GetResult(_argument)?.Tokens.Count > 0 || result.GetResult(_option) is not null;

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    private void Validate(CommandResult result, bool required)
    {
        var (argument, option) = (result.GetResult(_argument)?.Tokens.Count > 0, result.GetResult(_option) is not null);
        if (argument && option && result.GetValue(_argument) != result.TextOf(_option))
        {
            result.AddError("Two jobs are named; name one, as an argument or with --jobID=");
        }
        else if ((required && !argument && !option) || (option && Given(result.TextOf(_option)) is null)
            || (argument && Given(result.GetValue(_argument)) is null))
        {
            result.AddError($"No job is named; write {Advice.Of(result.Command.Name, "JOB")} or '--jobID=JOB', {Advice.Of("status")} shows the names");
        }
    }
}
