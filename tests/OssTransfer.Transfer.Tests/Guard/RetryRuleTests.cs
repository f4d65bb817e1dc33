using OssTransfer.Storage;
using OssTransfer.Transfer.Guard;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.Tests.Guard;

public sealed class RetryRuleTests
{
    private static readonly GuardOptions Options = new() { Side = TransferSide.Source };

    [Theory]
    [InlineData(StorageErrorKind.Transient, 4, true)]
    [InlineData(StorageErrorKind.Transient, 5, false)]
    [InlineData(StorageErrorKind.Throttled, 500, true)]
    [InlineData(StorageErrorKind.Unreachable, 500, true)]
    [InlineData(StorageErrorKind.Damaged, 2, true)]
    [InlineData(StorageErrorKind.Damaged, 3, false)]
    [InlineData(StorageErrorKind.Clock, 1, true)]
    [InlineData(StorageErrorKind.Clock, 2, false)]
    [InlineData(StorageErrorKind.NotFound, 1, false)]
    [InlineData(StorageErrorKind.SourceChanged, 1, false)]
    [InlineData(StorageErrorKind.Credentials, 1, false)]
    [InlineData(StorageErrorKind.Quota, 1, false)]
    [InlineData(StorageErrorKind.LeaseLost, 1, false)]
    public void Kinds_are_retried_as_far_as_it_makes_sense(StorageErrorKind kind, int tries, bool isRetried) =>
        Assert.Equal(isRetried, Delay(new(kind, "x"), tries) is not null);

    [Fact]
    public void A_wrong_signature_is_tried_once_more()
    {
        var error = new StorageException(StorageErrorKind.Credentials, "x") { Code = "SignatureDoesNotMatch" };

        Assert.Equal((true, false), (Delay(error, 1) is not null, Delay(error, 2) is not null));
    }

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 1)]
    [InlineData(5, 8)]
    [InlineData(8, 60)]
    [InlineData(10_000, 60)]
    public void Delays_double_up_to_a_minute_with_full_jitter(int tries, double ceiling)
    {
        var error = new StorageException(StorageErrorKind.Throttled, "x");

        Assert.Equal(TimeSpan.FromSeconds(ceiling * 0.5), Delay(error, tries));
        Assert.Equal(TimeSpan.Zero, RetryRule.DelayAfter(error, tries, TimeSpan.Zero, 0, Options));
    }

    [Theory]
    [InlineData(30, 30)]
    [InlineData(31, 30)]
    [InlineData(3_600, 30)]
    [InlineData(2_300_000_000, 30)]
    public void What_the_store_asks_for_is_waited_up_to_a_bound(long asked, int waited) =>
        Assert.Equal(TimeSpan.FromSeconds(waited), Delay(new(StorageErrorKind.Throttled, "x") { RetryAfter = TimeSpan.FromSeconds(asked) }, 1));

    [Theory]
    [InlineData(301)]
    [InlineData(307)]
    public void A_redirect_is_believed_only_where_it_repeats(int status)
    {
        var error = new StorageException(StorageErrorKind.Bucket, "x") { Status = status };

        Assert.Equal((true, false), (Delay(error, 4) is not null, Delay(error, 5) is not null));
        Assert.Null(Delay(new(StorageErrorKind.Bucket, "x") { Status = 404 }, 1));
    }

    [Fact]
    public void Retries_end_after_a_quarter_of_an_hour() =>
        Assert.Null(RetryRule.DelayAfter(new(StorageErrorKind.Throttled, "x"), 1, TimeSpan.FromMinutes(15), 0.5, Options));

    private static TimeSpan? Delay(StorageException error, int tries) => RetryRule.DelayAfter(error, tries, TimeSpan.Zero, 0.5, Options);
}
