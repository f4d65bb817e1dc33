namespace OssTransfer.Grains.Outbox;

/// <summary>
/// Notices, from when they are known to when they were sent. One, key 0. It sends nothing and calls no grain: a silo that can send asks it for a
/// message, and says what came of that. All answers are durable before they are given, and every call may be repeated.
/// </summary>
[Alias("osstransfer.outbox")]
internal interface IOutboxGrain : IGrainWithIntegerKey
{
    /// <summary>Takes a <c>Notice</c> in.</summary>
    [Alias("add")]
    Task AddAsync([Immutable] byte[] notice);

    /// <summary>The next message that is due, for the sender that the request names; null: none. <c>TakeRequest</c>, <c>OutboxMessage</c>, as JSON.</summary>
    [Alias("take")]
    Task<byte[]?> TakeAsync([Immutable] byte[] request);

    /// <summary>What came of a message, a <c>SendResult</c> as JSON, with the settings of that version.</summary>
    [Alias("settle")]
    Task ReportAsync(string id, string sender, [Immutable] byte[] result, long settings);

    /// <summary>The id of the daily digest that is due; null: none is.</summary>
    [Alias("ask-day")]
    Task<string?> AskDayAsync();

    /// <summary>There is nothing to say of that day.</summary>
    [Alias("skip-day")]
    Task SkipDayAsync(string id);

    /// <summary>All of it, an <c>OutboxState</c>, encoded.</summary>
    [Alias("read")]
    Task<byte[]> ReadAsync();
}
