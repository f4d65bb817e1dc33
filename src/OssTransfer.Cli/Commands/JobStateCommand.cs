using System.CommandLine;
using OssTransfer.Cli.Client;
using OssTransfer.Cli.CommandLine;
using OssTransfer.Cli.Views;
using OssTransfer.Cli.Waiting;

namespace OssTransfer.Cli.Commands;

/// <summary>What the commands that change a job's state have in common.</summary>
internal static class JobStateCommand
{
    /// <summary>A command that names a job and waits for the state it asks for, unless told not to.</summary>
    /// <param name="name">As it is typed.</param>
    /// <param name="description">For <c>--help</c>.</param>
    /// <param name="shell">Where it runs.</param>
    /// <param name="choose">The silo's name of the command, by the options.</param>
    /// <param name="options">Its own options.</param>
    public static Command Create(string name, string description, Shell shell, Func<ParseResult, string> choose, params Option[] options)
    {
        var noWait = new Option<bool>("--no-wait") { Arity = ArgumentArity.Zero, Description = "return when the silo knows, not when it is so" };
        var command = new Command(name, description);
        var job = JobName.AddTo(command);
        foreach (var option in options.Append(noWait))
        {
            command.Options.Add(option);
        }

        command.Runs(async (parse, cancellationToken) =>
        {
            using var client = new SiloClient(() => SiloLocator.Find(parse, shell), shell.Time);
            var answer = await new CommandWaiter(client, shell).RunAsync(job.Get(parse), choose(parse), !parse.GetValue(noWait), cancellationToken);
            return await AnswerView.WriteAsync(shell, parse.GetValue(SiloOptions.Json), answer);
        });
        return command;
    }
}
