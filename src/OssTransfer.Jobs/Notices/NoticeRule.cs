using System.Globalization;
using OssTransfer.Contracts;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Runs;

namespace OssTransfer.Jobs.Notices;

/// <summary>When a notice on a job is due, pure: from its durable state alone, so that a crash before it was sent changes nothing.</summary>
public static class NoticeRule
{
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(1);

    /// <summary>How the job is; null where it is under way, where its user stopped it, and where nothing has ended yet.</summary>
    public static JobCondition? ConditionOf(JobState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state switch
        {
            { Status: JobStatus.Paused, PauseCode: not null } => JobCondition.Paused,
            { Status: JobStatus.Waiting or JobStatus.Done or JobStatus.Failed, IsClosed: false, Run.ExitCode: { } code } =>
                code == ExitCode.Done ? JobCondition.Ok : JobCondition.Errors,
            _ => null,
        };
    }

    /// <summary>The notice that is due, and the condition that it reports; null: nothing is new.</summary>
    public static (Notice Notice, NotifiedCondition Condition)? Of(JobState state, NotifySpec spec, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(spec);
        if (ConditionOf(state) is not { } condition)
        {
            return null;
        }

        var current = new NotifiedCondition(condition, state.Run?.Number ?? 0, state.ConfigVersion);
        return CauseOf(state.Notified, current, spec.EveryPass) is { } cause && !IsOld(state, now)
            ? (NoticeOf(state, spec, current, cause, now), current)
            : null;
    }

    /// <summary>Why the step from the last reported condition to the present one is reported; null: it isn't.</summary>
    internal static NoticeCause? CauseOf(NotifiedCondition? before, NotifiedCondition now, bool everyPass) => (before, now) switch
    {
        (null, { Condition: JobCondition.Paused }) => NoticeCause.Paused,
        (null, { Run: 1 }) => NoticeCause.FirstPass,
        (null, { Condition: JobCondition.Errors }) => NoticeCause.Errors,
        (null, _) => everyPass ? NoticeCause.EveryPass : null,
        ({ Condition: JobCondition.Paused } last, { Condition: JobCondition.Paused }) => last.Config == now.Config ? null : NoticeCause.Paused,
        (_, { Condition: JobCondition.Paused }) => NoticeCause.Paused,
        ({ Condition: JobCondition.Ok }, { Condition: JobCondition.Errors }) => NoticeCause.Errors,
        ({ Condition: JobCondition.Paused }, { Condition: JobCondition.Errors }) => NoticeCause.Errors,
        ({ Condition: not JobCondition.Ok }, { Condition: JobCondition.Ok }) => NoticeCause.Recovered,
        ({ } last, _) => everyPass && last.Run != now.Run ? NoticeCause.EveryPass : null,
    };

    /// <summary>What ended before the program sent notices is not reported now.</summary>
    private static bool IsOld(JobState state, DateTimeOffset now) => state is { Notified: null, Run.FinishedAt: { } ended } && now - ended > Fresh;

    private static Notice NoticeOf(JobState state, NotifySpec spec, NotifiedCondition current, NoticeCause cause, DateTimeOffset now)
    {
        var run = state.Run;
        var pause = current.Condition == JobCondition.Paused ? $"-{current.Config}" : "";
        return new()
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{state.Incarnation:x16}-{current.Run}-{current.Condition}{pause}").ToLowerInvariant(),
            Cause = cause,
            At = now,
            Language = spec.Language ?? state.Language ?? NoticeLanguage.English,
            JobId = state.JobId,
            Incarnation = state.Incarnation,
            Run = run?.Number,
            State = state.Status.ToText(),
            Reason = state.Reason,
            Code = state.PauseCode ?? run?.ExitCode,
            Numbers = run is null ? null : NoticeNumbers.Of(run),
            StartedAt = run?.StartedAt,
            FinishedAt = run?.FinishedAt,
            NextPassAt = state.NextPassAt,
            HasUrl = spec.HasUrl,
            OnePass = state.OnePass,
        };
    }
}
