namespace PolyTool.HelpBuilder;

/// <summary>What a page of docs/en-US says about one cmdlet. Texts are lists of paragraphs, plain.</summary>
/// <param name="Name">The cmdlet.</param>
/// <param name="Synopsis">One sentence.</param>
/// <param name="Description">What it does.</param>
/// <param name="Examples">In order.</param>
/// <param name="Parameters">By name without the dash.</param>
/// <param name="Inputs">Types that come in by pipeline.</param>
/// <param name="Outputs">Types that come out.</param>
/// <param name="Notes">What else is good to know.</param>
/// <param name="Links">Where to read on.</param>
internal sealed record HelpPage(
    string Name,
    string Synopsis,
    IReadOnlyList<string> Description,
    IReadOnlyList<HelpExample> Examples,
    IReadOnlyDictionary<string, HelpParameter> Parameters,
    IReadOnlyList<HelpType> Inputs,
    IReadOnlyList<HelpType> Outputs,
    IReadOnlyList<string> Notes,
    IReadOnlyList<HelpLink> Links);

/// <summary>One example.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Code">What to type.</param>
/// <param name="Remarks">What happens.</param>
/// <param name="NeedsNetwork">Whether it is left out of tests, which have no network.</param>
internal sealed record HelpExample(string Title, string Code, IReadOnlyList<string> Remarks, bool NeedsNetwork);

/// <summary>What the page says about a parameter; the rest is known from the cmdlet itself.</summary>
/// <param name="Description">Meaning, units, ranges.</param>
/// <param name="Default">The value where none is given, or null.</param>
internal sealed record HelpParameter(IReadOnlyList<string> Description, string? Default);

/// <summary>A type that comes in or out.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="Description">What it stands for.</param>
internal sealed record HelpType(string Name, IReadOnlyList<string> Description);

/// <summary>A related link.</summary>
/// <param name="Text">A cmdlet, an about topic, or a title.</param>
/// <param name="Uri">An address of the web, or null.</param>
internal sealed record HelpLink(string Text, string? Uri);
