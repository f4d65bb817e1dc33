using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace OssTransfer.Emulators.Common;

/// <summary>The way of a request.</summary>
internal sealed class EmulatorHandler(EmulatorState state, IVendor vendor)
{
    private long _lastId;

    public async Task HandleAsync(HttpContext http)
    {
        // 1: what is asked, from the request line as it was sent.
        var id = Interlocked.Increment(ref _lastId).ToString("X16", CultureInfo.InvariantCulture);
        var request = new EmulatorRequest(http, http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, id);
        EmulatorRecord? record = null;
        EmulatorAnswer answer;
        try
        {
            vendor.Understand(request);
            request.Fault = state.Faults.Match(request);
            record = state.Log.Add(request);
            await request.ReadBodyAsync(http.RequestAborted);

            // 2: misbehave before anything is done, 3: who asks, 4: do it.
            answer = request.Fault is { Kind: EmulatorFaultKind.Refuse } fault ? Refuse(request, fault) : Answer(request);
        }
        catch (EmulatorError error)
        {
            record ??= state.Log.Add(request);
            answer = vendor.Refuse(request, error);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        if (record is not null)
        {
            record.Status = answer.Status;
        }

        // 5: answer, or misbehave instead.
        await SendAsync(http, request, answer);
    }

    private EmulatorAnswer Answer(EmulatorRequest request)
    {
        vendor.Verify(request);
        return vendor.Do(request);
    }

    private EmulatorAnswer Refuse(EmulatorRequest request, EmulatorFault fault)
    {
        var answer = vendor.Refuse(request, new EmulatorError(fault.Status, fault.Code, "The emulator was told to answer so."));
        answer.Headers.AddRange(fault.Headers);
        return answer;
    }

    private async Task SendAsync(HttpContext http, EmulatorRequest request, EmulatorAnswer answer)
    {
        var response = http.Response;
        response.StatusCode = answer.Status;
        response.Headers.Date = EmulatorServer.HttpDate(state.Now);
        response.Headers[vendor.RequestIdHeader] = request.Id;
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        var body = request.Fault is { Kind: EmulatorFaultKind.CorruptBody } && answer.IsObject ? Flipped(answer.Body) : answer.Body;
        if (answer.Status != 204)
        {
            response.ContentLength = answer.BodyLength ?? body.Length;
        }

        if (HttpMethods.IsHead(request.Method) || body.IsEmpty)
        {
            return;
        }

        if (request.Fault is { Kind: EmulatorFaultKind.CutBody } cut && cut.AfterBytes < body.Length)
        {
            await response.Body.WriteAsync(body[..cut.AfterBytes], http.RequestAborted);
            await response.Body.FlushAsync(http.RequestAborted);
            http.Abort();
            return;
        }

        await response.Body.WriteAsync(body, http.RequestAborted);
    }

    private static byte[] Flipped(ReadOnlyMemory<byte> body)
    {
        var copy = body.ToArray();
        if (copy.Length > 0)
        {
            copy[copy.Length / 2] ^= 1;
        }

        return copy;
    }
}
