using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Config.Selection;
using OssTransfer.Jobs.FileLists;
using OssTransfer.Jobs.Preflight;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Tests.Preflight;

public sealed class PreflightTallyTests
{
    private static readonly StoreTraits Store = new()
    {
        Name = "a store",
        KeyOrder = KeyOrder.Utf8Bytes,
        MaxKeyBytes = 20,
        MaxObjectBytes = 1L << 40,
        MaxUserMetadataBytes = 10,
    };

    [Fact]
    public void Sizes_are_counted_by_class_with_their_borders()
    {
        var tally = Tally();
        foreach (var (i, size) in new long?[] { 0, 1, 65535, 65536, 1 << 20, (16 << 20) - 1, 16 << 20, (1L << 30) - 1, 1L << 30, null }.Index())
        {
            tally.Add(Entry($"k{i}", size));
        }

        Assert.Equal(
            [("empty", 1L), ("< 64 KiB", 2L), ("< 1 MiB", 1L), ("< 16 MiB", 2L), ("< 1 GiB", 2L), (">= 1 GiB", 1L), ("unknown", 1L)],
            tally.Report.Sizes.Select(size => (size.Name, size.Objects)));
        Assert.Equal((10L, 1L), (tally.Report.Objects, tally.Report.UnknownSizes));
    }

    [Fact]
    public void Small_objects_take_one_request_a_side_and_parts_one_each_and_two_around_them()
    {
        var tally = Tally();
        tally.Add(Entry("a", 16 << 20));
        tally.Add(Entry("b", (16 << 20) + 1));

        Assert.Equal((3L, 5L), (tally.Report.Reads, tally.Report.Writes));
    }

    [Fact]
    public void Key_is_measured_with_the_prefix_of_the_destination()
    {
        var tally = Tally(mapping: new("src/", "des/prefix/"));
        tally.Add(Entry("src/123456789", 1));
        tally.Add(Entry("src/1234567890", 1));

        var found = Assert.Single(tally.Report.Problems);
        Assert.Equal((PreflightProblem.KeyTooLong, 1L, "1234567890"), (found.Problem, found.Count, found.Examples[0].Key.ToString()));
    }

    [Fact]
    public void Links_that_lead_outside_are_counted_and_move()
    {
        var tally = Tally();
        tally.Add(Entry("a", 1) with { LeadsOutside = true });
        tally.Add(Entry("b", null) with { Problem = EntryProblem.SkippedLink });

        Assert.Equal(1, tally.Report.Objects);
        Assert.Equal(
            [(PreflightProblem.OutsideLink, 1L, false), (PreflightProblem.SkippedLink, 1L, false)],
            tally.Report.Problems.Select(found => (found.Problem, found.Count, PreflightProblems.IsFailure(found.Problem)))
                .OrderBy(found => PreflightProblems.Name(found.Problem), StringComparer.Ordinal));
    }

    [Fact]
    public void What_filters_leave_out_is_counted_and_is_no_problem()
    {
        var tally = Tally(filter: new FilterSpec { MaxBytes = 10 });
        tally.Add(Entry("a", 11) with { Problem = EntryProblem.NeedsRestore });
        tally.Add(Entry("b", 10));

        Assert.Equal((1L, 1L, 10L), (tally.Report.Excluded, tally.Report.Objects, tally.Report.Bytes));
        Assert.Empty(tally.Report.Problems);
    }

    [Theory]
    [InlineData(EntryProblem.NeedsRestore, PreflightProblem.NeedsRestore, true, 1)]
    [InlineData(EntryProblem.BrokenLink, PreflightProblem.BrokenLink, true, 0)]
    [InlineData(EntryProblem.InvalidName, PreflightProblem.InvalidName, true, 0)]
    [InlineData(EntryProblem.UnreadableDirectory, PreflightProblem.UnreadableDirectory, true, 0)]
    [InlineData(EntryProblem.SpecialFile, PreflightProblem.SpecialFile, false, 0)]
    [InlineData(EntryProblem.DirectoryLink, PreflightProblem.DirectoryLink, false, 0)]
    public void Entry_that_is_no_object_is_told(EntryProblem entry, PreflightProblem expected, bool fails, long objects)
    {
        var tally = Tally();
        tally.Add(Entry("a", 1) with { Problem = entry });

        Assert.Equal((expected, fails, objects), (Assert.Single(tally.Report.Problems).Problem, tally.Report.HasFailures, tally.Report.Objects));
    }

    [Theory]
    [InlineData("a/../b")]
    [InlineData("a//b")]
    [InlineData("/a")]
    [InlineData("a/")]
    public void Directory_cannot_hold_such_names(string key)
    {
        var tally = Tally(DestinationLimitsTable.Disk);
        tally.Add(Entry(key, 1));

        Assert.Equal(PreflightProblem.DiskName, Assert.Single(tally.Report.Problems).Problem);
    }

    [Fact]
    public void File_beside_a_directory_of_its_name_is_a_problem_for_a_directory_and_none_for_a_store()
    {
        PreflightTally disk = Tally(DestinationLimitsTable.Disk), store = Tally();
        foreach (var key in (string[])["a", "a.txt", "a/b"])
        {
            disk.Add(Entry(key, 1));
            store.Add(Entry(key, 1));
        }

        var found = Assert.Single(disk.Report.Problems);
        Assert.Equal((PreflightProblem.FileAndDirectory, "a", "beside a/b"), (found.Problem, found.Examples[0].Key.ToString(), found.Examples[0].Detail));
        Assert.Empty(store.Report.Problems);
    }

    [Theory]
    [InlineData("minio", PreflightProblem.KeyRefused, true)]
    [InlineData("other", PreflightProblem.OddKey, false)]
    public void Odd_keys_are_judged_by_what_is_known_of_the_store(string profile, PreflightProblem expected, bool fails)
    {
        var tally = Tally(DestinationLimitsTable.Of(profile, ""));
        tally.Add(Entry("a/./b", 1));

        Assert.Equal((expected, fails), (Assert.Single(tally.Report.Problems).Problem, tally.Report.HasFailures));
    }

    [Fact]
    public void Store_that_keeps_every_key_has_no_problem_with_odd_ones()
    {
        var tally = Tally(DestinationLimitsTable.Of("jd", "cn-north-1"));
        tally.Add(Entry("a//../b", 1));

        Assert.Empty(tally.Report.Problems);
    }

    [Fact]
    public void Counts_are_exact_and_examples_few()
    {
        var tally = Tally();
        for (var i = 0; i < 1000; i++)
        {
            tally.Add(Entry($"{i:d4}", 1) with { Problem = EntryProblem.NeedsRestore });
        }

        var found = Assert.Single(tally.Report.Problems);
        Assert.Equal((1000L, 100, "0099"), (found.Count, found.Examples.Count, found.Examples[^1].Key.ToString()));
    }

    [Fact]
    public void Lines_of_a_list_that_meet_or_name_nothing_are_told()
    {
        var tally = Tally();
        FileListObject[] lines =
        [
            new(ObjectKey.From("k"), ObjectKey.From("http://a/k?1"), 1, 1, FileListProblem.None),
            new(ObjectKey.From("k"), ObjectKey.From("http://a/k?2"), 1, 2, FileListProblem.None),
            FileListObject.Bad(ObjectKey.From("z"), 3, FileListProblem.NotUrl),
        ];
        foreach (var one in FileListDuplicates.Resolve(lines))
        {
            Assert.Null(tally.Add(one));
        }

        Assert.Equal(
            [(PreflightProblem.KeyCollision, 2L), (PreflightProblem.BadLine, 1L)], tally.Report.Problems.Select(found => (found.Problem, found.Count)));
    }

    [Fact]
    public void Headers_that_do_not_fit_are_told()
    {
        var tally = Tally();
        tally.AddHeaders(ObjectKey.From("fits"), 1, new(1, default, null, new() { User = [new("a", "123456789")] }));
        tally.AddHeaders(ObjectKey.From("large"), 1, new(1, default, null, new() { User = [new("a", "1234567890")] }));
        tally.AddHeaders(ObjectKey.From("gone"), 1, null);
        tally.AddHeaders(ObjectKey.From("other"), 1, new(2, default, null, ObjectMetadata.None));

        Assert.Equal(
            [(PreflightProblem.Metadata, "large"), (PreflightProblem.Missing, "gone"), (PreflightProblem.OtherSize, "other")],
            tally.Report.Problems.Select(found => (found.Problem, found.Examples.Single().Key.ToString())));
    }

    [Fact]
    public void Every_problem_has_a_name_of_its_own_and_a_text()
    {
        var all = Enum.GetValues<PreflightProblem>();

        Assert.Equal(all.Length, all.Select(PreflightProblems.Name).Distinct().Count());
        Assert.All(all, problem => Assert.NotEmpty(PreflightProblems.Text(problem)));
    }

    private static PreflightTally Tally(DestinationLimits? limits = null, KeyMapping? mapping = null, FilterSpec? filter = null) =>
        new(
            new(
                mapping ?? new("", ""),
                new ObjectFilter(filter ?? FilterSpec.None, DateTimeOffset.UnixEpoch),
                Store,
                limits ?? DestinationLimitsTable.Of("jd", "")));

    private static ObjectEntry Entry(string key, long? size) => new(ObjectKey.From(key), size, DateTimeOffset.UnixEpoch, "e");
}
