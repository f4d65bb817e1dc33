using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Planning;
using OssTransfer.Jobs.Preflight;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Transfer.Policies;

namespace OssTransfer.Jobs.Tests.Preflight;

public sealed class PassForecastTests
{
    private const string Md5 = "0cc175b9c0f1b6a831c399e269772661";
    private const string Other = "92eb5ffee6ae2fec3ad71c777531578f";
    private static readonly DateTimeOffset Early = DateTimeOffset.UnixEpoch;
    private static readonly DateTimeOffset Late = DateTimeOffset.UnixEpoch.AddDays(1);
    private static readonly StoreTraits Store = new() { Name = "s", KeyOrder = KeyOrder.Utf8Bytes, ETag = ETagMeaning.Md5 };

    public static TheoryData<string, ManifestEntry, OverwritePolicy, PassAction?> Rows() => new()
    {
        { "equal", Entry(EntryAction.Keep), OverwritePolicy.Safe, PassAction.Skip },
        { "refused", Entry(EntryAction.Refuse), OverwritePolicy.Safe, PassAction.Fail },
        { "excluded", Entry(EntryAction.Retain), OverwritePolicy.Safe, null },
        { "new", Entry(EntryAction.Send), OverwritePolicy.Never, PassAction.Send },
        { "older there", Entry(EntryAction.Send, new(1, Early, Other)), OverwritePolicy.Safe, PassAction.Send },
        { "newer there", Entry(EntryAction.Send, new(1, Late, Other)), OverwritePolicy.Safe, PassAction.Conflict },
        { "newer there, always", Entry(EntryAction.Send, new(1, Late, Other)), OverwritePolicy.Always, PassAction.Send },
        { "older there, never", Entry(EntryAction.Send, new(1, Early, Other)), OverwritePolicy.Never, PassAction.Conflict },
        { "no digest there", Entry(EntryAction.Send, new(1, Late, "x")), OverwritePolicy.Safe, PassAction.Read },
        { "sent though equal", Entry(EntryAction.Send, new(1, Early, Md5)) with { EvenIfEqual = true }, OverwritePolicy.Safe, PassAction.Send },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_pass_would_do_with_an_object_as_its_row_says(string row, ManifestEntry entry, OverwritePolicy policy, PassAction? expected)
    {
        var forecast = new PassForecast(new() { Overwrite = policy }, Store, Store) { ClockDifference = TimeSpan.Zero };

        Assert.True(forecast.Of(entry) == expected, $"{row}: {forecast.Of(entry)}");
    }

    [Theory]
    [InlineData(EntryAction.Keep, null, PassAction.Equal)]
    [InlineData(EntryAction.Refuse, null, PassAction.Unreadable)]
    [InlineData(EntryAction.Compare, null, PassAction.Missing)]
    [InlineData(EntryAction.Compare, Other, PassAction.Different)]
    [InlineData(EntryAction.Compare, "x", PassAction.Read)]
    [InlineData(EntryAction.Extra, Other, PassAction.Extra)]
    public void A_check_finds_and_sends_nothing(EntryAction action, string? there, PassAction expected)
    {
        var forecast = new PassForecast(new(), Store, Store) { IsCheck = true, LooksForExtras = true };
        var entry = Entry(action, there is null ? null : new(1, Early, there));

        forecast.Add(new(entry.Key, ListingCounts.Empty) { Manifest = new([entry]) });

        Assert.Equal(expected, Assert.Single(forecast.Groups, group => group.Objects > 0).Action);
        Assert.DoesNotContain(forecast.Groups, group => group.Action is PassAction.Send or PassAction.Delete);
        Assert.Equal(expected is PassAction.Missing or PassAction.Different or PassAction.Read ? 1 : 0, forecast.Asked);
    }

    [Fact]
    public void Objects_and_bytes_are_counted_and_only_some_are_kept_as_examples()
    {
        var forecast = new PassForecast(new SyncSpec(), Store, Store) { ClockDifference = TimeSpan.Zero };
        var entries = Enumerable.Range(0, 50).Select(i => Entry(EntryAction.Send) with { Key = ObjectKey.From($"k{i:d2}") }).ToList();

        forecast.Add(new(entries[^1].Key, ListingCounts.Empty) { Manifest = new(entries) });

        var send = forecast.Groups[(int)PassAction.Send];
        Assert.Equal((50L, 50L, PassForecast.MaxExamples), (send.Objects, send.Bytes, send.Examples.Count));
        Assert.All(forecast.Groups.Where(group => group.Action != PassAction.Send), group => Assert.Equal(0, group.Objects));
    }

    private static ManifestEntry Entry(EntryAction action, DestinationObject? there = null) =>
        new(ObjectKey.From("k"), action, new(1, Early.AddHours(1), Md5)) { Destination = there };
}
