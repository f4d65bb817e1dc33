using Microsoft.AspNetCore.Components;

namespace OssTransfer.Silo.Dashboard.Pages;

/// <summary>A page, or a part of one.</summary>
public abstract class PagePart : ComponentBase
{
    /// <summary>The request.</summary>
    [CascadingParameter]
    public PageContext Page { get; set; } = null!;

    /// <summary>A text in the language of the reader.</summary>
    protected string T(string text) => Page.Of(text);
}
