using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Runs;

namespace OssTransfer.Grains.Jobs;

/// <summary>What a user may do to a job. A command is answered when it is durable; one that comes again is answered, not repeated.</summary>
internal sealed class JobCommands(JobKeeper keeper, JobSpecs specs, JobHolds holds, JobSettler settler, JobSurroundings around)
{
    private JobState? State => keeper.State;

    /// <summary>Stores a new job and makes it ready.</summary>
    public async Task<CommandAnswer> AddAsync(NewJob job, string commandId) =>
        await RepeatedAsync(commandId) ?? Refusal(JobCommand.Add) ?? await DoneAsync(
            commandId,
            new()
            {
                JobId = around.JobId,
                Incarnation = job.Incarnation,
                Config = job.Config,
                SealedSecrets = job.SealedSecrets,
                OnePass = job.OnePass,
                FileList = job.HasList ? new(1) : null,
                AddedAt = around.Time.GetUtcNow(),
                AddedOn = job.AddedOn,
                Language = job.Language is { } language ? NoticeLanguages.Of(language) : null,
            },
            $"job {around.JobId} was added");

    /// <summary>A command of <see cref="JobCommandTable"/>, by its name.</summary>
    public async Task<CommandAnswer> CommandAsync(string command, string commandId)
    {
        if (await RepeatedAsync(commandId) is { } answered)
        {
            return answered;
        }

        var asked = JobCommandNames.Find(command) ?? throw new ArgumentException($"There is no command '{command}'.", nameof(command));
        if (asked == JobCommand.RedoRepair && State is not null && specs.Spec.Kind != JobKind.Check)
        {
            return Answer(
                ExitCode.NotAllowed,
                $"job {around.JobId} moves objects by itself, only what a check job found is repaired; "
                + $"{Advice.Of("redo", around.JobId, "--failed")} tries again what failed");
        }

        if (asked == JobCommand.Continue && State is { NeedsRedo: true })
        {
            return Answer(
                ExitCode.NotAllowed,
                $"job {around.JobId} has another source, destination or prefix since it was edited; {Advice.Of("redo", around.JobId)} starts it over");
        }

        if (asked == JobCommand.Continue && State is { } state && RunTransitions.ListsOtherwise(state, specs.Spec))
        {
            return Answer(ExitCode.NotAllowed, $"job {around.JobId}: {Advice.About(around.JobId, RunTransitions.OrderChanged)}");
        }

        var decision = Decide(asked);
        if (Refusal(decision) is { } refused)
        {
            return refused;
        }

        if (decision.Answer == JobCommandAnswer.Already)
        {
            // Stored like any other: what made it so may not be durable yet, and whoever asks again is answered the same.
            return await DoneAsync(commandId, State!, $"job {around.JobId} is {State!.Status.ToText()} already");
        }

        holds.Leases.Expire(holds.Now);
        return await DoneAsync(commandId, CommandTransitions.Accept(State!, asked, decision.Next, around.Time.GetUtcNow()), $"job {around.JobId}: {command}");
    }

    /// <summary>Replaces the configuration.</summary>
    public async Task<CommandAnswer> EditAsync(NewJob job, string commandId)
    {
        if ((await RepeatedAsync(commandId) ?? Refusal(JobCommand.Edit)) is { } answer)
        {
            return answer;
        }

        if (State!.Incarnation != job.Incarnation)
        {
            return Answer(ExitCode.NotAllowed, $"job {around.JobId} was removed and added again meanwhile; edit it again");
        }

        var edited = FileListTransitions.Edit(CommandTransitions.Edit(State, job.Config, job.SealedSecrets, job.StartsOver), job.HasList);
        return await DoneAsync(commandId, edited, $"job {around.JobId} has its new configuration");
    }

    /// <summary>Changes limits while work goes on; silos hear of it with the answers to their next reports.</summary>
    public async Task<CommandAnswer> SetAsync(Dictionary<string, string> settings, string commandId)
    {
        if ((await RepeatedAsync(commandId) ?? Refusal(JobCommand.Set)) is { } answer)
        {
            return answer;
        }

        var limits = settings
            .OrderBy(setting => setting.Key, StringComparer.Ordinal)
            .Select(setting => $"{setting.Key} {(setting.Value == "0" ? "none" : setting.Value)}");
        var limited = State! with { Config = JobConfigs.With(State, settings) };
        return await DoneAsync(commandId, limited, $"job {around.JobId} has new limits: {string.Join(", ", limits)}");
    }

    /// <summary>Lets the next pass delete as many objects as the user has seen; it is another number by now: nothing is approved.</summary>
    public async Task<CommandAnswer> ApproveDeletesAsync(long count, string commandId)
    {
        if ((await RepeatedAsync(commandId) ?? Refusal(JobCommand.ApproveDeletes)) is { } answer)
        {
            return answer;
        }

        if (specs.Spec.Sync.Delete == DeletePolicy.Never)
        {
            return Answer(ExitCode.NotAllowed, $"job {around.JobId} deletes nothing: sync-delete is never; {Advice.Of("edit", around.JobId)} sets it");
        }

        if (DeleteTransitions.Refusal(State!, count) is { } refusal)
        {
            return Answer(ExitCode.NotAllowed, $"job {around.JobId} {refusal}");
        }

        var next = State!.NextPassAt is null ? Advice.Of("redo", around.JobId) : Advice.Of("sync", around.JobId);
        return await DoneAsync(
            commandId,
            DeleteTransitions.Approve(State, count),
            $"job {around.JobId}: the next pass may delete at most {count} objects; {next} starts it now");
    }

    /// <summary>The same secrets under another seal, where they still have the one that was replaced.</summary>
    public async Task ResealAsync(ulong incarnation, byte[] replaced, byte[] seal)
    {
        if (State is { } state && state.Incarnation == incarnation)
        {
            keeper.Change(CommandTransitions.Reseal(state, replaced, seal));
            await keeper.FlushAsync();
        }
    }

    private JobCommandDecision Decide(JobCommand command) =>
        JobCommandTable.Decide(State?.Status ?? JobStatus.None, command, State?.IsClosed ?? false);

    private CommandAnswer? Refusal(JobCommand command) => Refusal(Decide(command));

    private CommandAnswer? Refusal(JobCommandDecision decision) => decision.Answer switch
    {
        JobCommandAnswer.Wait => Answer(ExitCode.NotAllowed, $"job {around.JobId} is {State!.Status.ToText()}; wait until that has ended and try again"),
        JobCommandAnswer.Refused => Answer(ExitCode.NotAllowed, $"job {around.JobId} {Advice.About(around.JobId, decision.Refusal!)}"),
        _ => null,
    };

    private async Task<CommandAnswer?> RepeatedAsync(string commandId)
    {
        if (State?.Commands.FirstOrDefault(command => command.Id == commandId) is not { } known)
        {
            return null;
        }

        // The first call may not have come so far.
        await settler.SettleAsync();
        return Answer(known.Code, known.Message);
    }

    private async Task<CommandAnswer> DoneAsync(string commandId, JobState next, string message)
    {
        var kept = next.Commands.Length >= JobState.KeptCommands ? next.Commands.RemoveAt(0) : next.Commands;
        keeper.Change(next with { Commands = kept.Add(new(commandId, ExitCode.Done, message)) });
        try
        {
            await settler.SettleAsync();
        }
        catch
        {
            // The silos didn't hear of it, or it isn't stored: in memory alone nothing would ever go on with it, and everyone would be answered by it.
            around.Deactivate();
            throw;
        }

        return Answer(ExitCode.Done, message);
    }

    private CommandAnswer Answer(ExitCode code, string message) =>
        new() { Code = code, Message = message, State = State?.Status.ToText(), Run = State?.Run?.Number ?? 0 };
}
