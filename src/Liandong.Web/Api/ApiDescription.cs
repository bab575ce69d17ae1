using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Liandong.Web.Api;

/// <summary>Describes the API as OpenAPI 3.1 from the same table that maps it.</summary>
internal static class ApiDescription
{
    private const string Json = "application/json";
    private const string ProblemJson = "application/problem+json";
    private const string Scheme = "bearer";

    private static readonly Dictionary<string, (string Text, string[]? Words)> s_parameters = new(StringComparer.Ordinal)
    {
        ["state"] = ("State of the case.", ["draft", "open", "suspended", "closed", "void", "refused"]),
        ["light"] = ("Worst light of its running clocks.", ["blue", "yellow", "orange", "red"]),
        ["sort"] = ("Order; - runs down. openedAt, number and closedAt give each row once, due and light follow the clocks.",
            ["openedAt", "-openedAt", "number", "closedAt", "-closedAt", "due", "light"]),
        ["unit"] = ("Code of a unit: it or one below it handles the case.", null),
        ["area"] = ("Code of an area: the case lies in it.", null),
        ["class"] = ("Code of a class.", null),
        ["source"] = ("The system it came from.", null),
        ["sourceId"] = ("Its number there.", null),
        ["q"] = ("Two characters or more, anywhere in title, address, description and closing text; or a case number. Of places: one as people say it.", null),
        ["from"] = ("Opened at or after: an instant with Z or an offset, or a day of the city.", null),
        ["to"] = ("Opened before.", null),
        ["copied"] = ("true: cases that one's unit was told of without a part in them, which no other list shows.", ["true"]),
        ["level"] = ("Level of an area, a word of the city.", null),
        ["layer"] = ("Layer of an area, a word of the city.", null),
        ["at"] = ("Existing at this instant (with Z or an offset) or on this day of the city.", null),
        ["format"] = ("geojson: the shapes, those of now when at is missing; after and limit have no meaning then.", ["json", "geojson"]),
        ["after"] = ("next of the page before, of the same list.", null),
        ["limit"] = ("1 to 1000; of places to 50.", null),
    };

    /// <summary>The document: title, token, the closed list of refusals.</summary>
    public static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancel)
    {
        document.Info = new OpenApiInfo { Title = "Liandong", Version = "v1", Description = "Cases of a city: register, find, act. A refusal is problem+json with a code of the closed list." };
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = Scheme, Description = "./liandong token --person NAME" },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
        document.AddExtension("x-refusals", new JsonNodeExtension(new JsonObject(RefusalStatus.All.Select(r => KeyValuePair.Create(r.Refusal, (JsonNode?)JsonValue.Create(r.Status))))));
        return Task.CompletedTask;
    }

    /// <summary>One operation.</summary>
    public static async Task DescribeAsync(ApiRoute route, OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        operation.Parameters = [.. Path(route), .. (route.Query ?? []).Select(Query), Header("Accept-Language", "zh or en: the language of names."), .. Key(route)];
        operation.Responses = new OpenApiResponses
        {
            [route.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)] = await ResponseAsync(route.Answer, Json, "Done.", context, cancel),
            ["default"] = await ResponseAsync(typeof(ProblemAnswer), ProblemJson, "Refused; x-refusals lists them with their status.", context, cancel),
        };
        if (route.Body is { } body)
        {
            operation.RequestBody = new OpenApiRequestBody { Required = true, Content = await ContentAsync(body, Json, context, cancel) };
        }
        else if (route.Method == "POST")
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                {
                    ["application/octet-stream"] = new(), ["multipart/form-data"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.Object } },
                },
            };
        }
    }

    private static IEnumerable<IOpenApiParameter> Path(ApiRoute route) => route.Path.Split('/').Where(s => s.StartsWith('{')).Select(s => new OpenApiParameter
    {
        Name = s.Trim('{', '}'), In = ParameterLocation.Path, Required = true, Schema = Text(null),
    });

    private static OpenApiParameter Query(string name) => new()
    {
        Name = name, In = ParameterLocation.Query, Description = s_parameters[name].Text,
        Schema = name == "limit" ? new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "1000" } : Text(s_parameters[name].Words),
    };

    private static IEnumerable<IOpenApiParameter> Key(ApiRoute route) => route is { Method: "POST", Asks: false }
        ? [Header("Idempotency-Key", "A uuid: the act's id. The same key with the same body is the same act; without one the server makes it and nothing is promised.")] : [];

    private static OpenApiParameter Header(string name, string text) => new() { Name = name, In = ParameterLocation.Header, Description = text, Schema = Text(null) };

    private static OpenApiSchema Text(string[]? words) => new() { Type = JsonSchemaType.String, Enum = words?.Select(w => (JsonNode)JsonValue.Create(w)).ToList() };

    private static async Task<OpenApiResponse> ResponseAsync(Type? type, string media, string text, OpenApiOperationTransformerContext context, CancellationToken cancel) =>
        new() { Description = text, Content = type is null ? null : await ContentAsync(type, media, context, cancel) };

    private static async Task<Dictionary<string, OpenApiMediaType>> ContentAsync(Type type, string media, OpenApiOperationTransformerContext context, CancellationToken cancel) =>
        new(StringComparer.Ordinal) { [media] = new OpenApiMediaType { Schema = await context.GetOrCreateSchemaAsync(type, null, cancel) } };
}
