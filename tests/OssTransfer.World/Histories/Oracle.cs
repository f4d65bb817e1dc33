using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.World.Stores;

namespace OssTransfer.World.Histories;

/// <summary>What a user would find who holds both sides against each other and against what the program says. It decides by bytes alone.</summary>
internal sealed class Oracle(Buckets buckets, Users users)
{
    /// <summary>The last pass began after everything had come to rest.</summary>
    public void Judge(JobView job)
    {
        var (wrong, wrongly) = (new List<string>(), new List<string>());
        foreach (var (key, stored) in users.Foreign)
        {
            if (buckets.Destination.Objects.GetValueOrDefault(key) is not { } there || !ReferenceEquals(there, stored))
            {
                wrong.Add($"{key} at the destination was nobody's to touch");
            }
        }

        var foreign = 0;
        foreach (var (key, source) in buckets.Source.Objects)
        {
            var there = buckets.Destination.Objects.GetValueOrDefault(key);
            if (there is not null && IsSame(there, source))
            {
                continue;
            }

            if (there is { Writer: Writer.User } && IsNewer(there, source))
            {
                foreign++;
                wrongly.Add($"{key} is somebody else's");
            }
            else
            {
                wrong.Add(there is null
                    ? $"{key} is missing"
                    : $"{key} is stale or mixed ({there.Content.Length} bytes of {there.Writer} instead of {source.Content.Length})");
            }
        }

        Expect(job.Objects.Conflict == foreign, $"{job.Objects.Conflict} conflicts are told, {foreign} are there: {string.Join(", ", wrongly)}");
        Expect(job.ExitCode == (foreign > 0 ? ExitCode.Failures : ExitCode.Done), $"it ends with {job.ExitCode}, {foreign} conflicts are there");
        Expect(job.Objects.Failed == 0, $"{job.Objects.Failed} failed");
        var o = job.Objects;
        Expect(
            o.Listed == o.Transferred + o.Skipped + o.Excluded + o.Gone + o.NeedsRestore + o.Conflict + o.Failed, $"the sum isn't right: {o}");
        Expect(o.Listed == buckets.Source.Objects.Count, $"{o.Listed} are listed, {buckets.Source.Objects.Count} are there");
        Expect(!buckets.Destination.Uploads.Any(), $"uploads are left: {string.Join(", ", buckets.Destination.Uploads)}");
        if (wrong.Count > 0)
        {
            throw new HistoryFailedException(string.Join("; ", wrong) + $" ({job.State}, run {job.Run}, {job.ExitCode}, {job.Reason})");
        }

        void Expect(bool isSo, string otherwise)
        {
            if (!isSo)
            {
                wrong.Add(otherwise);
            }
        }
    }

    private static bool IsSame(StoredObject there, StoredObject source) => there.Content.AsSpan().SequenceEqual(source.Content);

    /// <summary>By the true time of both, within what whole seconds can tell.</summary>
    private bool IsNewer(StoredObject there, StoredObject source) =>
        there.LastModified - buckets.Destination.ClockOffset > source.LastModified - buckets.Source.ClockOffset - TimeSpan.FromSeconds(1);
}
