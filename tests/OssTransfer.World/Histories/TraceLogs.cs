using Microsoft.Extensions.Logging;
using OssTransfer.World.Timing;

namespace OssTransfer.World.Histories;

/// <summary>The program's own log, among what happens.</summary>
internal sealed class TraceLogs(Scheduler scheduler) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Logger(scheduler, categoryName.Split('.')[^1]);

    public void Dispose()
    {
    }

    private sealed class Logger(Scheduler scheduler, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            scheduler.Trace.Reader?.Invoke($"{scheduler.Now.TotalSeconds,12:F6}     {category}: {formatter(state, exception)} {exception}");
    }
}
