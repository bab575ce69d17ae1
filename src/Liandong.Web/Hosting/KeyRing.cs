using System.Text;
using System.Xml.Linq;
using Liandong.Work.Store;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Npgsql;

namespace Liandong.Web.Hosting;

/// <summary>The ring of cookie keys lies in the database, so that every node reads every cookie; it is wrapped by the key file.</summary>
public sealed class KeyRing(NpgsqlDataSource source) : IXmlRepository
{
    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var elements = new List<XElement>();
        using var command = source.CreateCommand("select xml from data_protection_keys order by name");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            elements.Add(XElement.Parse(Encoding.UTF8.GetString(reader.GetFieldValue<byte[]>(0))));
        }
        return elements;
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        using var command = source.CreateCommand("insert into data_protection_keys (name, xml) values ($1, $2) on conflict (name) do update set xml = excluded.xml");
        command.Parameters.Add(new NpgsqlParameter { Value = friendlyName });
        command.Parameters.Add(new NpgsqlParameter { Value = Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting)) });
        command.ExecuteNonQuery();
    }
}

/// <summary>Wraps the ring with the installation's key.</summary>
public sealed class KeyRingEncryptor(Keys keys) : IXmlEncryptor
{
    /// <inheritdoc/>
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(
        new XElement("liandong", Convert.ToBase64String(keys.Encrypt(plaintextElement.ToString(SaveOptions.DisableFormatting))!)), typeof(KeyRingDecryptor));
}

/// <summary>Unwraps the ring; the framework makes it by itself.</summary>
public sealed class KeyRingDecryptor(IServiceProvider services) : IXmlDecryptor
{
    /// <inheritdoc/>
    public XElement Decrypt(XElement encryptedElement) =>
        XElement.Parse(services.GetRequiredService<Keys>().Decrypt(Convert.FromBase64String(encryptedElement.Value))!);
}
