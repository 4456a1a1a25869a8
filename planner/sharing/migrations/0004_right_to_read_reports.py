from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('sharing', '0003_consents'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='consent',
            options={'permissions': [('view_reports', 'Can read reports')], 'verbose_name': 'consent', 'verbose_name_plural': 'consents'},
        ),
    ]
