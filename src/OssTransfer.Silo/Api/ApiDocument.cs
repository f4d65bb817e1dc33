using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Silo.Api;

/// <summary>The API as an OpenAPI document, made from the endpoints when it is asked for. What it says is a promise: <c>docs/api.json</c> holds it.</summary>
internal static class ApiDocument
{
    private const string Name = "v1";
    private const string Scheme = "token";
    private static readonly string[] Parts = ["api", "health"];

    // Schemas that were published under another name than their type has.
    private static readonly Dictionary<Type, string> Published = new()
    {
        [typeof(BeginFileListRequest)] = "BeginListRequest",
        [typeof(FileListProgress)] = "ListProgress",
    };

    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;

        // Not what else the server has, such as pages.
        options.ShouldInclude = endpoint => Parts.Contains(endpoint.RelativePath?.Split('/')[0]);
        options.CreateSchemaReferenceId = type => Published.GetValueOrDefault(type.Type) ?? OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        options.AddSchemaTransformer(Correct);
        options.AddDocumentTransformer(Complete);
    });

    public static void MapApiDocument(this IEndpointRouteBuilder routes) => routes.MapOpenApi(ApiRoutes.Document);

    private static Task Complete(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new()
        {
            Title = "OssTransfer",
            Version = Name,
            Description = "Jobs that move or compare objects between stores. docs/api.md says what the numbers mean.",
        };
        document.Servers = [];
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "the text of conf/token in the silo's home",
            },
        };
        document.Security = [new() { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
        var paths = new OpenApiPaths();
        foreach (var (path, item) in document.Paths.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            paths.Add(ApiVersions.Published(path), item);
        }

        document.Paths = paths;
        return Task.CompletedTask;
    }

    private static Task Correct(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        // A number is promised to be one, although the reader takes one in quotes, too.
        if (schema.Type is { } type && (type & (JsonSchemaType.Integer | JsonSchemaType.Number)) != 0)
        {
            (schema.Type, schema.Pattern) = (type & ~JsonSchemaType.String, null);
        }

        if (context.JsonTypeInfo.Type == typeof(ProblemDetails))
        {
            schema.Description = "RFC 9457; beside these members stand those of the answer that the request would have had, of most those of CommandAnswer";
        }

        return Task.CompletedTask;
    }
}
