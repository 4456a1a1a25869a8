from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0002_messages'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('read_at', None)), fields=['sent_at'], name='message_unread_by_time'),
        ),
    ]
