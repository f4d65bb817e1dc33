using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Transfer.LargeObjects;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Tests.Shards;

/// <summary>What is stored comes back as it was; what is damaged is refused, soon.</summary>
public sealed class CodecTests
{
    [Property(MaxTest = 300)]
    public Property A_manifest_comes_back_as_it_was() => Prop.ForAll(ShardGenerators.Manifest.ToArbitrary(), manifest =>
        Assert.Equal(manifest.Entries, ManifestCodec.Decode(ManifestCodec.Encode(manifest)).Entries));

    [Property(MaxTest = 300)]
    public Property Progress_comes_back_as_it_was() => Prop.ForAll(Worked().ToArbitrary(), worked =>
    {
        var progress = ShardProgress.Start(worked.Manifest.Entries.Count).With(worked.Outcomes, worked.Steps);

        var back = ProgressCodec.Decode(worked.Manifest, ProgressCodec.Encode(worked.Manifest, progress));

        Assert.Equal(Text(progress.Outcomes), Text(back.Outcomes));
        Assert.Equal(Text(progress.Large.OrderBy(step => step.Key)), Text(back.Large.OrderBy(step => step.Key)));
    });

    [Property(MaxTest = 200)]
    public Property A_checkpoint_that_is_repeated_changes_nothing() => Prop.ForAll(Worked().ToArbitrary(), worked =>
    {
        var delta = ProgressCodec.Encode(worked.Manifest, worked.Outcomes, worked.Steps);
        var once = ProgressCodec.Apply(worked.Manifest, ShardProgress.Start(worked.Manifest.Entries.Count), delta);

        var twice = ProgressCodec.Apply(worked.Manifest, once, delta);

        Assert.Equal(Text(once.Outcomes), Text(twice.Outcomes));
        Assert.Equal(Text(once.Large.OrderBy(step => step.Key)), Text(twice.Large.OrderBy(step => step.Key)));
    });

    [Property(MaxTest = 200)]
    public Property An_index_page_comes_back_as_it_was()
    {
        var line =
            from key in ShardGenerators.Key
            from numbers in Gen.ArrayOf(Gen.Choose(0, int.MaxValue), 4)
            select new SegmentRef(key, new(numbers[0], ShardKind.Move, numbers[1], numbers[2]), numbers[3]);

        return Prop.ForAll(Gen.ListOf(line).ToArbitrary(), lines =>
            Assert.Equal(lines, CatalogueIndex.Decode(CatalogueIndex.Encode([.. lines]))));
    }

    [Fact]
    public void Bytes_that_a_silo_of_an_older_version_does_not_count_are_not_known()
    {
        var known = ShardResultCodec.Encode(ShardResult.Empty with { BytesEnded = 5 });

        Assert.Equal(5, ShardResultCodec.Decode(known).BytesEnded);
        Assert.Null(ShardResultCodec.Decode(known.AsSpan()[..^2]).BytesEnded);
        Assert.Null(ShardResult.Empty.Add(ShardResultCodec.Decode(known.AsSpan()[..^2])).BytesEnded);
    }

    [Property(MaxTest = 200)]
    public Property A_result_comes_back_as_it_was() => Prop.ForAll(Worked().ToArbitrary(), worked =>
    {
        var result = ShardResult.Of(worked.Manifest, ShardProgress.Start(worked.Manifest.Entries.Count).With(worked.Outcomes, []));

        Assert.Equal(Json(result), Json(ShardResultCodec.Decode(ShardResultCodec.Encode(result))));
    });

    [Property(MaxTest = 300)]
    public Property Damaged_bytes_are_refused_or_read_but_never_hang() =>
        Prop.ForAll(Worked().ToArbitrary(), ArbMap.Default.ArbFor<int>(), ArbMap.Default.ArbFor<byte>(), (worked, place, value) =>
        {
            var manifest = ManifestCodec.Encode(worked.Manifest);
            var progress = ProgressCodec.Encode(worked.Manifest, worked.Outcomes, worked.Steps);
            foreach (var damaged in Damages(manifest, place, value))
            {
                AssertRefusedOrRead(() => ManifestCodec.Decode(damaged));
                AssertRefusedOrRead(() => CatalogueIndex.Decode(damaged));
            }

            foreach (var damaged in Damages(progress, place, value))
            {
                AssertRefusedOrRead(() => ProgressCodec.Decode(worked.Manifest, damaged));
            }
        });

    [Property(MaxTest = 500)]
    public void Any_content_in_a_sound_payload_is_refused_or_read(byte[]? content)
    {
        var manifest = new ShardManifest([new(ObjectKey.From("a"), EntryAction.Send, default)]);
        foreach (var payload in (byte[][])[Payload.Pack(content ?? []), Columns(content ?? [])])
        {
            AssertRefusedOrRead(() => ManifestCodec.Decode(payload));
            AssertRefusedOrRead(() => CatalogueIndex.Decode(payload));
            AssertRefusedOrRead(() => ProgressCodec.Decode(manifest, payload));
        }

        AssertRefusedOrRead(() => ShardResultCodec.Decode(content));
        AssertRefusedOrRead(() => JobStateCodec.Decode(content));
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0x07 })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 })]
    public void A_count_of_billions_is_refused_before_memory_is_asked_for(byte[] count)
    {
        var payload = Payload.Pack(count);

        Assert.Throws<InvalidDataException>(() => ManifestCodec.Decode(payload));
        Assert.Throws<InvalidDataException>(() => CatalogueIndex.Decode(payload));
        Assert.Throws<InvalidDataException>(() => ProgressCodec.Decode(new([]), payload));
    }

    [Fact]
    public void A_cut_payload_is_refused()
    {
        var whole = ManifestCodec.Encode(
            new(
                [
                    .. Enumerable.Range(0, 50)
                        .Select(i => new ManifestEntry(ObjectKey.From($"key{i:d3}"), EntryAction.Send, new(i, new(i, TimeSpan.Zero), $"e{i}"))),
                ]));

        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => ManifestCodec.Decode(whole.AsSpan(0, length)));
        }
    }

    private static Gen<(ShardManifest Manifest, TransferOutcome[] Outcomes, KeyValuePair<int, LargeObjectState>[] Steps)> Worked() =>
        from manifest in ShardGenerators.Manifest
        let indexes = Enumerable.Range(0, manifest.Entries.Count).ToArray()
        from done in Gen.SubListOf(indexes)
        from outcomes in Gen.CollectToArray(done.Select(ShardGenerators.Outcome))
        from stepped in Gen.SubListOf(indexes)
        from steps in Gen.CollectToArray(stepped.Select(ShardGenerators.Step))
        select (manifest, outcomes, steps.Select(step => KeyValuePair.Create(step.Index, step)).ToArray());

    private static IEnumerable<byte[]> Damages(byte[] sound, int place, byte value)
    {
        var at = (int)((uint)place % (uint)sound.Length);
        yield return sound[..at];
        yield return [.. sound[..at], value, .. sound[(at + 1)..]];
        yield return [.. sound[..at], .. sound[(at + 1)..]];

        // Columns of less than nothing, and bytes of one that claim to be the single stream of old.
        yield return [1, .. sound[1..]];
        yield return Payload.Pack([.. sound[..at], value, .. sound[(at + 1)..]]);
    }

    /// <summary>A sound payload whose columns are these bytes, a quarter each.</summary>
    private static byte[] Columns(byte[] content)
    {
        var quarter = Math.Min(100, (content.Length + 3) / 4);
        var columns = Enumerable.Range(0, ByteWriter.Columns).Select(column => content.Skip(column * quarter).Take(quarter).ToArray());
        return
        [
            Payload.CurrentVersion,
            .. columns.SelectMany(column => column.Length == 0 ? [0] : (byte[])[(byte)column.Length, (byte)column.Length, .. column])
        ];
    }

    private static void AssertRefusedOrRead(Action read)
    {
        try
        {
            read();
        }
        catch (InvalidDataException)
        {
            // Refused with its reason.
        }
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, JobStateCodec.Json);

    private static string Text<T>(IEnumerable<T> values) => JsonSerializer.Serialize(values);
}
