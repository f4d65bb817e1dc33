using Microsoft.Extensions.Logging;

namespace OssTransfer.Silo.Tests.Hosting;

/// <summary>Keeps the first line that says that somebody is not a silo of the cluster.</summary>
internal sealed class StrangerLog : ILoggerProvider, ILogger
{
    private const int NotASilo = 5004;
    private readonly TaskCompletionSource<string> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<string> First => _first.Task;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Id == NotASilo)
        {
            _first.TrySetResult(formatter(state, exception));
        }
    }

    public void Dispose()
    {
    }
}
