using OssTransfer.Storage;

namespace OssTransfer.Transfer.Listings;

/// <summary>What became of a request for a page.</summary>
/// <param name="Page">The page; null: it failed.</param>
/// <param name="Failure">Why; null: it didn't.</param>
/// <param name="Took">How long that was under way.</param>
internal sealed record PageAnswer(ListPage? Page, Exception? Failure, TimeSpan Took);
