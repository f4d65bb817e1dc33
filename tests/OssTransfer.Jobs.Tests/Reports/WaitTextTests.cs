using OssTransfer.Jobs.Reports;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Tests.Reports;

public sealed class WaitTextTests
{
    [Fact]
    public void A_wait_for_the_next_try_says_when_and_why() => Assert.Equal(
        "the destination is asked again in 20 s, it asked to wait 3600 s: 503 SlowDown",
        WaitText.Of(TransferSide.Destination, new("503 SlowDown", TimeSpan.FromHours(1), TimeSpan.FromSeconds(20))));

    [Fact]
    public void A_wait_for_an_answer_says_how_long_there_has_been_none() => Assert.Equal(
        "the source has not given a page of its listing for 42 s",
        WaitText.Of(TransferSide.Source, new("a page of its listing", null, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(41.5))));
}
