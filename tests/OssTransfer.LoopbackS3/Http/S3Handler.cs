using Microsoft.AspNetCore.Http.Features;
using OssTransfer.LoopbackS3.Auth;
using OssTransfer.LoopbackS3.Faults;
using OssTransfer.LoopbackS3.Operations;

namespace OssTransfer.LoopbackS3.Http;

/// <summary>The way of a request.</summary>
internal sealed class S3Handler
{
    private readonly ServerState _state;
    private readonly SigV4Verifier _verifier;
    private readonly OperationTable _operations;
    private readonly AnswerWriter _writer;
    private readonly AdminEndpoint _admin;

    public S3Handler(ServerState state)
    {
        _state = state;
        _verifier = new(state.Options, state.Clock.GetUtcNow);
        _operations = new(state);
        _writer = new(state);
        _admin = new(state);
    }

    public Task HandleAsync(HttpContext http)
    {
        var rawTarget = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return _admin.IsFor(rawTarget) ? _admin.HandleAsync(http) : AnswerAsync(http, rawTarget);
    }

    private async Task AnswerAsync(HttpContext http, string rawTarget)
    {
        var requestId = _state.NextId();

        // 1: what is asked, from the request line as it was sent.
        var request = Understand(http, rawTarget, out var malformed);
        request.Faults = HabitCheck.With(_state.Options.Habits, request, _state.Faults.Match(request));
        var record = _state.Requests.Add(request, rawTarget);
        try
        {
            // 2: misbehave before anything is done.
            await FaultsBefore.ApplyAsync(request, record, http.RequestAborted);

            // 3: who asks, and 4: do it.
            var answer = malformed is null
                ? await DoAsync(request, http.RequestAborted)
                : S3Answer.Of(malformed, requestId, rawTarget, HttpMethods.IsHead(http.Request.Method));

            // 5: answer, or misbehave instead.
            await FinishAsync(request, answer, requestId, record);
        }
        catch (S3Error error)
        {
            var answer = S3Answer.Of(error, requestId, rawTarget, HttpMethods.IsHead(http.Request.Method));
            await FinishAsync(request, answer, requestId, record);
        }
        catch (ConnectionCutException cut)
        {
            AnswerWriter.Cut(http, cut.Reset);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client went away or the server stops.
        }
        catch (BadHttpRequestException) when (!http.Response.HasStarted)
        {
            // The client closed its side in the middle of a body.
            http.Abort();
        }
    }

    private S3Request Understand(HttpContext http, string rawTarget, out S3Error? malformed)
    {
        malformed = null;
        try
        {
            var (target, query) = RequestTarget.Parse(rawTarget, http.Request.Headers.Host, _state.Options.Domains);
            var operation = OperationChooser.Choose(
                http.Request.Method, target, query, http.Request.Headers.ContainsKey(HeaderNames.CopySource));
            return new(http, target, query, operation);
        }
        catch (S3Error error)
        {
            malformed = error;
            return new(http, new() { Bucket = "", Key = [], Path = [] }, S3Query.Empty, S3Operation.Unknown);
        }
    }

    private Task<S3Answer> DoAsync(S3Request request, CancellationToken cancellationToken)
    {
        request.Verified = _verifier.Verify(request.Http.Request.Method, request.Target, request.Query, request.Headers);
        if (!_state.Options.AcceptsStreaming && PayloadKind.IsStreaming(request.Verified.Signed.Payload))
        {
            throw S3Errors.NotImplemented;
        }

        HabitCheck.Apply(_state.Options.Habits, request);
        return _operations.RunAsync(request, cancellationToken);
    }

    private async Task FinishAsync(S3Request request, S3Answer answer, string requestId, RequestRecord? record)
    {
        if (request.Faults.Has(FaultKind.LostAnswer) && answer.Status < 400)
        {
            AnswerWriter.Cut(request.Http, reset: false);
            return;
        }

        if (record is not null)
        {
            record.Status = answer.Status;
        }

        await _writer.SendAsync(request, answer, requestId, request.Http.RequestAborted);
    }
}
