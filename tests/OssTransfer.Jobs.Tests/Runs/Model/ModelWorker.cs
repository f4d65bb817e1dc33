using System.Text.Json;
using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Planning;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;
using OssTransfer.Transfer.LargeObjects;

namespace OssTransfer.Jobs.Tests.Runs.Model;

/// <summary>A silo: it asks for shards and works on them in steps between which anything may happen.</summary>
internal sealed class ModelWorker(ModelWorld world, int index)
{
    private readonly List<ModelWork> _works = [];
    private int _generation;

    public bool IsFrozen { get; set; }

    public bool IsIdle => _works.Count == 0;

    private string Holder => $"w{index}.{_generation}";

    /// <summary>The process dies and another one starts in its place.</summary>
    public void Crash()
    {
        _works.Clear();
        _generation++;
        IsFrozen = false;
    }

    public void Pull()
    {
        if (IsFrozen || _works.Count >= 2)
        {
            return;
        }

        try
        {
            var holder = Holder;
            if (world.Send(() => world.Master.Pull(holder)) is { } ticket)
            {
                var work = new ModelWork(ticket);
                work.Steps = Steps(work).GetEnumerator();
                _works.RemoveAll(old => old.Ticket.Shard == ticket.Shard);
                _works.Add(work);
            }
        }
        catch (AnswerLostException)
        {
            // It asks again.
        }
    }

    public void Renew()
    {
        if (IsFrozen || _works.Count == 0)
        {
            return;
        }

        var (isStopping, lost) = world.Master.Renew(Holder, [.. _works.Select(work => work.Ticket)]);
        foreach (var work in _works.Where(work => lost.Contains(work.Ticket.Shard) || (isStopping && work.Ticket.Shard.Kind != ShardKind.Cleanup)))
        {
            work.IsOver = true;
        }
    }

    public void Step(int which)
    {
        if (IsFrozen || _works.Count == 0)
        {
            return;
        }

        var work = _works[which % _works.Count];
        try
        {
            if (!work.IsOver)
            {
                work.IsOver = !work.Steps!.MoveNext();
                return;
            }
        }
        catch (AnswerLostException)
        {
            work.IsOver = true;
            return;
        }
        catch (InvalidDataException) when (work.Ticket.Shard.Run < world.Master.State.Run!.Number)
        {
            // What an old run compared with is forgotten by now.
            work.IsOver = true;
            return;
        }

        GiveBack(work);
    }

    private void GiveBack(ModelWork work)
    {
        try
        {
            var holder = Holder;
            world.Send(() =>
            {
                world.Master.Return(holder, work.Ticket, work.IsFinished, work.Check, work.PartShards, work.EndsUpload);
                return true;
            });
            _works.Remove(work);
        }
        catch (AnswerLostException)
        {
            // It tells again at its next step.
        }
    }

    private IEnumerable<int> Steps(ModelWork work) => work.Ticket.Shard.Kind switch
    {
        ShardKind.List => List(work),
        ShardKind.Move => Move(work),
        ShardKind.Part => Part(work),
        _ => Rest(work),
    };

    private static IEnumerable<int> Rest(ModelWork work)
    {
        yield return 0;
        work.Check = new(1, 0, 0, 0);
        work.IsFinished = true;
    }

    private IEnumerable<int> List(ModelWork work)
    {
        var ticket = work.Ticket;
        var state = JobStateCodec.Decode(ticket.State!);
        var run = state.Run!;
        var (shards, segments) = (run.List.Shards, run.List.Segments);
        var page = segments == 0 ? [] : world.ReadIndex(run.Number).Take(segments).ToList();
        yield return 0;
        var planned = world.Plan(state);
        foreach (var batch in planned.Chunk(2))
        {
            var (firstShard, firstSegment, digests, counts) = (shards, segments, new List<ulong>(), ListingCounts.Empty);
            foreach (var segment in batch)
            {
                counts = counts.Add(segment.Counts);
                if (segment.Manifest is { } manifest)
                {
                    var (shard, payload) = (new ShardId(run.Number, ShardKind.Move, 0, shards), ManifestCodec.Encode(manifest));
                    if (!world.Send(() => world.Shard(shard).Put(ListingTerm.VersionOf(ticket.Attempt, 0), payload)))
                    {
                        yield break;
                    }

                    page.Add(new(manifest.Entries[0].Key, shard, manifest.Entries.Count));
                    shards++;
                    digests.Add(manifest.SendObjects == 0 ? 0 : ShardManifest.DigestOf(payload));
                    yield return 1;
                }
                else if (segment.Unchanged is { } unchanged)
                {
                    page.Add(unchanged);
                }
            }

            segments = page.Count;
            var (index, version) = (CatalogueIndex.Encode(page), ListingTerm.VersionOf(ticket.Attempt, segments));
            if (page.Count > 0 && !world.Send(() => world.Shard(new(run.Number, ShardKind.Index, 0, 0)).Put(version, index)))
            {
                yield break;
            }

            yield return 2;
            var report = JsonSerializer.SerializeToUtf8Bytes(
                new ListingReport(ticket.Attempt, firstShard, firstSegment)
                {
                    Manifests = [.. digests],
                    Segments = segments - firstSegment,
                    Through = batch.LastOrDefault(segment => segment.Through is not null)?.Through,
                    IsDone = batch[^1].IsLast,
                    Counts = counts,
                },
                JobStateCodec.Json);
            if (!world.Send(() => world.Master.RecordListing(run.Number, report)))
            {
                yield break;
            }

            yield return 3;
        }

        work.IsFinished = true;
    }

    private IEnumerable<int> Move(ModelWork work)
    {
        var ticket = work.Ticket;
        var shard = world.Shard(ticket.Shard);
        if (shard.Attempt != ticket.Attempt || ShardManifest.DigestOf(shard.Manifest) != ticket.Digest)
        {
            yield break;
        }

        var manifest = ManifestCodec.Decode(shard.Manifest);
        var progress = ProgressCodec.Decode(manifest, shard.Progress);
        var since = shard.FirstTakenTicks;
        yield return 0;
        for (var i = 0; i < manifest.Entries.Count; i++)
        {
            var entry = manifest.Entries[i];
            if (entry.Action != EntryAction.Send || progress.Outcomes[i] is not null)
            {
                continue;
            }

            var (destination, isOurs) = (entry.Destination, entry.IsOurs);
            if (ticket.Attempt > 1 && world.Destination.Find(entry.Key) is { } found)
            {
                destination = new(found.Size, found.LastModified, found.ETag);
                isOurs = entry.Record?.Wrote(destination) == true || found.LastModified?.UtcTicks >= since;
            }

            if (entry.Source.Size >= ModelWorld.SplitBytes)
            {
                // One step of the upload, durable before the next; then its parts belong to others until all of them are there.
                var step = progress.Large.GetValueOrDefault(i) ?? new LargeObjectState { Index = i, Upload = world.Upload(1) };
                var joined = step.Upload is null ? step with { Upload = world.Upload(step.Generation) } : LargeObjectPlan.Join(step, Shares(ticket));
                joined = joined.Upload is null ? joined with { Upload = world.Upload(joined.Generation), AbortUploadId = null } : joined;
                if (!Checkpoint(ticket, ProgressCodec.Encode(manifest, [], [new(i, joined)])))
                {
                    yield break;
                }

                yield return 1;
                if (joined.Outcome is { } given)
                {
                    if (!Checkpoint(ticket, ProgressCodec.Encode(manifest, [given], [])))
                    {
                        yield break;
                    }

                    continue;
                }

                if (LargeObjectPlan.MissingParts(joined).Count > 0)
                {
                    work.PartShards = 2;
                    yield break;
                }

                world.AssertUploaded(joined);
            }

            yield return 1;
            var outcome = world.Transfer(ticket, entry, i, destination, isOurs);
            yield return 2;
            if (!Checkpoint(ticket, ProgressCodec.Encode(manifest, [outcome], [])))
            {
                yield break;
            }

            yield return 3;
        }

        work.IsFinished = true;
    }

    private LargeObjectState[] Shares(ModelTicket ticket)
    {
        if (ticket.State is null || JobStateCodec.Decode(ticket.State).Run!.Parts.GetValueOrDefault(ticket.Shard.Number) is not { } parts)
        {
            return [];
        }

        return [.. Enumerable.Range(parts.First, parts.Count)
            .Select(number => world.Shard(new(ticket.Shard.Run, ShardKind.Part, ticket.Shard.Number, number)))
            .Where(shard => shard.Manifest.Length > 0)
            .Select(shard => ProgressCodec.Decode(ManifestCodec.Decode(shard.Manifest), shard.Progress).Large.GetValueOrDefault(0))
            .OfType<LargeObjectState>()];
    }

    private IEnumerable<int> Part(ModelWork work)
    {
        var ticket = work.Ticket;
        var parts = JobStateCodec.Decode(ticket.State!).Run!.Parts[ticket.Shard.List];
        var finish = world.Shard(new(ticket.Shard.Run, ShardKind.Move, 0, ticket.Shard.List));
        var own = world.Shard(ticket.Shard);
        var manifest = ManifestCodec.Decode(finish.Manifest);
        var whole = ProgressCodec.Decode(manifest, finish.Progress).Large[0];
        var state = ProgressCodec.Decode(manifest, own.Progress).Large.GetValueOrDefault(0)
            ?? LargeObjectPlan.Split(whole, ticket.Shard.Number - parts.First, parts.Count);
        yield return 0;
        while (!LargeObjectPlan.IsWindowOver(state))
        {
            var number = LargeObjectPlan.MissingParts(state)[0];
            state = LargeObjectPlan.Apply(state, new LargeObjectEvent.PartsTried(state.Generation, [world.MovePart(state.Upload!, number)]));
            yield return 1;
            if (!Checkpoint(ticket, ProgressCodec.Encode(manifest, [], [new(0, state)])))
            {
                yield break;
            }

            yield return 2;
        }

        work.EndsUpload = state.Upload is null || state.Outcome is not null;
        work.IsFinished = true;
    }

    private bool Checkpoint(ModelTicket ticket, byte[] delta) => world.Send(() =>
    {
        var shard = world.Shard(ticket.Shard);
        if (shard.Manifest.Length == 0)
        {
            Assert.False(shard.Checkpoint(ticket.Digest, ticket.Attempt, delta), "a forgotten shard took a checkpoint");
            return false;
        }

        var before = ProgressCodec.Decode(ManifestCodec.Decode(shard.Manifest), shard.Progress);
        var isAccepted = shard.Checkpoint(ticket.Digest, ticket.Attempt, delta);
        world.Checkpointed(shard, before, isAccepted);
        return isAccepted;
    });
}
