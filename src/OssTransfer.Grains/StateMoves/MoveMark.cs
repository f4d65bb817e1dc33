namespace OssTransfer.Grains.StateMoves;

/// <summary>Says in a SQLite file that its jobs go, or have gone, to another database.</summary>
/// <param name="Id">Names the move; the other database knows it from the moment that it has the jobs.</param>
/// <param name="Target">The other database, fit for messages.</param>
/// <param name="At">When it began.</param>
/// <param name="IsDone">It is known to have ended.</param>
internal sealed record MoveMark(string Id, string Target, DateTimeOffset At, bool IsDone);
