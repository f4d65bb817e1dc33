using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Runs;

namespace OssTransfer.Grains.Jobs;

/// <summary>What a user may do to a job. A command is answered when it is durable; one that comes again is answered, not repeated.</summary>
internal sealed class JobCommands(JobKeeper keeper, JobSpecs specs, JobHolds holds, JobSettler settler, JobEnvironment environment)
{
    private JobState? State => keeper.State;

    /// <summary>Stores a new job and makes it ready.</summary>
    public Task<CommandAnswer> AddAsync(NewJob job, string commandId) =>
        OnceAsync(commandId, () => Refusal(JobCommand.Add) ?? Done(
            new()
            {
                JobId = environment.JobId,
                Incarnation = job.Incarnation,
                Config = job.Config,
                SealedSecrets = job.SealedSecrets,
                OnePass = job.OnePass,
                FileList = job.HasList ? new(1) : null,
                AddedAt = environment.Time.GetUtcNow(),
                AddedOn = job.AddedOn,
                Language = job.Language is { } language ? NoticeLanguages.Of(language) : null,
            },
            $"job {environment.JobId} was added"));

    /// <summary>A command of <see cref="JobCommandTable"/>, by its name.</summary>
    public Task<CommandAnswer> CommandAsync(string command, string commandId) => OnceAsync(commandId, () => Judge(command));

    /// <summary>Replaces the configuration.</summary>
    public Task<CommandAnswer> EditAsync(NewJob job, string commandId) => OnceAsync(commandId, () =>
    {
        if (Refusal(JobCommand.Edit) is { } refusal)
        {
            return refusal;
        }

        return State!.Incarnation == job.Incarnation
            ? Done(
                FileListTransitions.Edit(CommandTransitions.Edit(State, job.Config, job.SealedSecrets, job.StartsOver), job.HasList),
                $"job {environment.JobId} has its new configuration")
            : Refused($"job {environment.JobId} was removed and added again meanwhile; edit it again");
    });

    /// <summary>Changes limits while work goes on; silos hear of it with the answers to their next reports.</summary>
    public Task<CommandAnswer> SetAsync(Dictionary<string, string> settings, string commandId) => OnceAsync(commandId, () =>
    {
        var limits = settings
            .OrderBy(setting => setting.Key, StringComparer.Ordinal)
            .Select(setting => $"{setting.Key} {(setting.Value == "0" ? "none" : setting.Value)}");
        return Refusal(JobCommand.Set)
            ?? Done(State! with { Config = JobConfigs.With(State, settings) }, $"job {environment.JobId} has new limits: {string.Join(", ", limits)}");
    });

    /// <summary>Lets the next pass delete as many objects as the user has seen; it is another number by now: nothing is approved.</summary>
    public Task<CommandAnswer> ApproveDeletesAsync(long count, string commandId) => OnceAsync(commandId, () =>
    {
        if (Refusal(JobCommand.ApproveDeletes) is { } refusal)
        {
            return refusal;
        }

        if (specs.Spec.Sync.Delete == DeletePolicy.Never)
        {
            return Refused($"job {environment.JobId} deletes nothing: sync-delete is never; {Advice.Of("edit", environment.JobId)} sets it");
        }

        if (DeleteTransitions.Refusal(State!, count) is { } why)
        {
            return Refused($"job {environment.JobId} {why}");
        }

        var next = State!.NextPassAt is null ? Advice.Of("redo", environment.JobId) : Advice.Of("sync", environment.JobId);
        return Done(
            DeleteTransitions.Approve(State, count), $"job {environment.JobId}: the next pass may delete at most {count} objects; {next} starts it now");
    });

    /// <summary>The same secrets under another seal, where they still have the one that was replaced.</summary>
    public async Task ResealAsync(ulong incarnation, byte[] replaced, byte[] seal)
    {
        if (State is { } state && state.Incarnation == incarnation)
        {
            keeper.Change(CommandTransitions.Reseal(state, replaced, seal));
            await keeper.FlushAsync();
        }
    }

    private Verdict Judge(string command)
    {
        var asked = JobCommandNames.Find(command) ?? throw new ArgumentException($"There is no command '{command}'.", nameof(command));
        if (asked == JobCommand.RedoRepair && State is not null && specs.Spec.Kind != JobKind.Check)
        {
            return Refused(
                $"job {environment.JobId} moves objects by itself, only what a check job found is repaired; "
                + $"{Advice.Of("redo", environment.JobId, "--failed")} tries again what failed");
        }

        if (asked == JobCommand.Continue && State is { NeedsRedo: true })
        {
            return Refused(
                $"job {environment.JobId} has another source, destination or prefix since it was edited; {Advice.Of("redo", environment.JobId)} starts it over");
        }

        if (asked == JobCommand.Continue && State is { } state && ListingTransitions.ListsOtherwise(state, specs.Spec))
        {
            return Refused($"job {environment.JobId}: {Advice.About(environment.JobId, ListingTransitions.OrderChanged)}");
        }

        var decision = Decide(asked);
        if (Refusal(decision) is { } refusal)
        {
            return refusal;
        }

        if (decision.Answer == JobCommandAnswer.Already)
        {
            return Done(State!, $"job {environment.JobId} is {State!.Status.ToText()} already");
        }

        holds.Holders.Expire(holds.Now);
        return Done(CommandTransitions.Accept(State!, asked, decision.Next, environment.Time.GetUtcNow()), $"job {environment.JobId} {asked.ToSentence()}");
    }

    private JobCommandDecision Decide(JobCommand command) =>
        JobCommandTable.Decide(State?.Status ?? JobStatus.None, command, State?.IsClosed ?? false);

    private Verdict? Refusal(JobCommand command) => Refusal(Decide(command));

    private Verdict? Refusal(JobCommandDecision decision) => decision.Answer switch
    {
        JobCommandAnswer.Wait => Refused($"job {environment.JobId} is {State!.Status.ToText()}; wait until that has ended and try again"),
        JobCommandAnswer.Refused => Refused($"job {environment.JobId} {Advice.About(environment.JobId, decision.Refusal!)}"),
        _ => null,
    };

    /// <summary>
    /// A command is answered once; repeating its id gives the same answer, a refusal included. An "already" is answered only when the state it refers to is
    /// durable.
    /// </summary>
    private async Task<CommandAnswer> OnceAsync(string commandId, Func<Verdict> judge)
    {
        if (State?.Commands.FirstOrDefault(command => command.Id == commandId) is { } known)
        {
            // The first call may not have got to it.
            await settler.SettleAsync();
            return Answer(known.Code, known.Message);
        }

        var verdict = judge();
        if ((verdict.Next ?? State) is not { } next)
        {
            return Answer(verdict.Code, verdict.Message);
        }

        keeper.Change(next with { Commands = [.. next.Commands.TakeLast(JobState.KeptCommands - 1), new(commandId, verdict.Code, verdict.Message)] });
        try
        {
            await settler.SettleAsync();
        }
        catch
        {
            // The silos don't know of it, or it isn't stored: kept in memory, it would be shown as accepted and never be carried out.
            environment.Deactivate();
            throw;
        }

        return Answer(verdict.Code, verdict.Message);
    }

    private static Verdict Done(JobState next, string message) => new(ExitCode.Done, message, next);

    private static Verdict Refused(string message) => new(ExitCode.NotAllowed, message, null);

    private CommandAnswer Answer(ExitCode code, string message) =>
        new() { Code = code, Message = message, State = State?.Status.ToText(), Run = State?.Run?.Number ?? 0 };

    /// <param name="Code">What the command is answered with.</param>
    /// <param name="Message">In words.</param>
    /// <param name="Next">The state that it leads to; null where it is refused and nothing changes.</param>
    private readonly record struct Verdict(ExitCode Code, string Message, JobState? Next);
}
